package io.sluice.dialects.sse;

import io.sluice.dialects.Observed;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a stream whose events a dialect's judge looks at one by one (Anthropic, Responses, Gemini): each is
 * checked to be JSON, judged, and passed as it came but for the model's name. What the judge need not see is neither.
 */
public final class EventFrames implements Frames, SseVisitor {
    /** The most that is held of one event: an image can be in it. */
    private static final int LONGEST_EVENT = 32 * 1024 * 1024;

    private final EventJudge judge;
    private final FrameOut out;
    private final SseFramer framer = new SseFramer(new KeyWatch(List.of()), LONGEST_EVENT, this);
    private final byte @Nullable [] answerModel;
    private @Nullable RelayFault fault;
    private boolean last;
    private boolean lastDropped;
    private boolean unread;
    private long events;
    private long ignored;

    /** Frames judged by that judge; {@code answerModel} replaces the model's name where it is not null. */
    public EventFrames(EventJudge judge, @Nullable String answerModel, FrameOut out) {
        this.judge = judge;
        this.out = out;
        this.answerModel = answerModel == null ? null : JsonWriter.quoted(answerModel);
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece) {
        if (over() && !framer.awaitsLineFeed()) {
            ignored += piece.length();
            return null;
        }
        boolean fits = framer.feed(piece);
        if (!fits && fault == null && !over()) {
            fault = new RelayFault(
                    RelayFault.Cause.TOO_LARGE, "A stream event has more than " + LONGEST_EVENT + " bytes");
        }
        return fault;
    }

    @Override
    public StreamEnd end(boolean proper) {
        ignored += over() ? framer.partial().length() : 0;
        // An end mark without its blank line still counts: what is missing is given.
        if (!over() && fault == null && proper && framer.partial().length() > 0) {
            framer.feed(Bytes.of("\n\n"));
        }
        if (judge.error() != null) {
            return StreamEnd.ERROR;
        }
        return last || (proper && fault == null && judge.wholeWithoutMark()) ? StreamEnd.WHOLE : StreamEnd.CUT;
    }

    @Override
    public boolean over() {
        return last || (judge.error() != null && judge.endsWithError());
    }

    @Override
    public boolean overAndComplete() {
        return over() && !framer.awaitsLineFeed();
    }

    @Override
    public long events() {
        return events;
    }

    @Override
    public long ignored() {
        return ignored;
    }

    @Override
    public Observed observed() {
        return judge;
    }

    @Override
    public void frame(Bytes source, byte @Nullable [] held, SseFrame frame) {
        if (fault != null) {
            return;
        }
        boolean passes = frame.sort() == SseFrame.Sort.TAIL ? tailPasses() : passes(source, frame);
        if (fault != null) {
            return;
        }
        lastDropped = !passes;
        if (passes) {
            pass(source, held, frame);
        }
        if (frame.sort() == SseFrame.Sort.EVENT) {
            out.eventOver();
        }
    }

    /** The line feed of a frame goes the way the frame went. */
    private boolean tailPasses() {
        ignored += lastDropped && over() ? 1 : 0;
        return !lastDropped;
    }

    private boolean passes(Bytes source, SseFrame frame) {
        unread = true;
        if (over()) {
            ignored += frame.end() - frame.start();
            return false;
        }
        if (frame.dataLines() == 0) {
            return true;
        }
        events++;
        if (frame.dataLines() == 1 && judge.passesUnread(source, frame.dataStart(), frame.dataEnd())) {
            return true;
        }
        unread = false;
        Bytes data = frame.data(source);
        JsonFault wrong = data.length() > 0 && data.at(0) == '{' ? check(data) : null;
        if (wrong != null) {
            fault = new RelayFault(
                    RelayFault.Cause.MALFORMED,
                    "A stream event is not JSON at byte " + wrong.offset() + ": " + wrong.message());
            return false;
        }
        EventJudge.Verdict verdict = judge.judge(frame.event(source), data);
        last = verdict == EventJudge.Verdict.LAST;
        return verdict != EventJudge.Verdict.WITHHOLD;
    }

    private void pass(Bytes source, byte @Nullable [] held, SseFrame frame) {
        EventJudge.Span model = unread || frame.dataLines() != 1 ? null : judge.model();
        if (answerModel == null || model == null) {
            out.pass(source, held, frame.start(), frame.end());
            return;
        }
        out.pass(source, held, frame.start(), frame.dataStart() + model.start());
        out.literal(answerModel);
        out.pass(source, held, frame.dataStart() + model.end(), frame.end());
    }

    private static @Nullable JsonFault check(Bytes data) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(data);
        return scanner.end();
    }
}
