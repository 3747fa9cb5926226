package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Observed;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.sse.FrameOut;
import io.sluice.dialects.sse.Frames;
import io.sluice.dialects.sse.KeyWatch;
import io.sluice.dialects.sse.SseFrame;
import io.sluice.dialects.sse.SseFramer;
import io.sluice.dialects.sse.SseLines;
import io.sluice.dialects.sse.SseVisitor;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the frames of one OpenAI stream: passes them, withholds the usage chunk, splices the model, ends at the end.
 *
 * <p>An event is parsed only where it must be: until content has been seen, and where it has a key of interest with a
 * value that says something. Everything else is passed after the framer's one look at its bytes.
 */
final class ChatFrames implements Frames, SseVisitor {
    /** The most that is held of one event. */
    static final int LONGEST_EVENT = 8 * 1024 * 1024;

    private static final KeyWatch WATCH = new KeyWatch(List.of("usage", "error", "finish_reason"));
    private static final String END_MARK = "[DONE]";

    private final Terms terms;
    private final FrameOut out;
    private final boolean reading;
    private final Tally tally;
    private final Glance glance;
    private final SseFramer framer = new SseFramer(WATCH, LONGEST_EVENT, this);
    private final ModelPlace model = new ModelPlace();
    private final byte @Nullable [] answerModel;
    private @Nullable RelayFault fault;
    private boolean done;
    private boolean lastDropped;
    private long events;
    private long ignored;

    /** @param reading whether every event will be read, so that each must be looked at here */
    ChatFrames(Terms terms, boolean reading, FrameOut out) {
        this.reading = reading;
        this.terms = terms;
        this.out = out;
        tally = new Tally(terms.quirks());
        glance = new Glance(tally);
        answerModel = terms.answerModel() == null ? null : JsonWriter.quoted(terms.answerModel());
    }

    @Override
    public Observed observed() {
        return tally;
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
    public boolean over() {
        return done || tally.error() != null;
    }

    @Override
    public boolean overAndComplete() {
        // After an error some providers still send their end mark, perhaps in a read of its own.
        return done && !framer.awaitsLineFeed();
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece) {
        if (done && !framer.awaitsLineFeed()) {
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
        Bytes partial = framer.partial();
        if (!done && fault == null && SseLines.data(partial).strip().equals(END_MARK)) {
            done = true;
            out.pass(partial, partial.toArray(), 0, partial.length());
            out.eventOver();
        } else {
            ignored += over() ? partial.length() : 0;
        }
        if (tally.error() != null) {
            return StreamEnd.ERROR;
        }
        boolean finished = tally.finishedChoices() >= terms.choices();
        boolean unmarked = terms.quirks().noEndMark() && events > 0;
        return done || (proper && fault == null && (finished || unmarked)) ? StreamEnd.WHOLE : StreamEnd.CUT;
    }

    @Override
    public void frame(Bytes source, byte @Nullable [] held, SseFrame frame) {
        if (fault != null) {
            return;
        }
        boolean passes = frame.sort() == SseFrame.Sort.TAIL ? judgeTail() : judge(source, frame);
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
    private boolean judgeTail() {
        ignored += lastDropped && over() ? 1 : 0;
        return !lastDropped;
    }

    private boolean judge(Bytes source, SseFrame frame) {
        if (over()) {
            // Some providers close even an erroneous stream with the end mark; it is theirs, so it passes.
            boolean mark = !done && frame.dataLines() == 1 && isEndMark(frame.data(source));
            done |= mark;
            ignored += mark ? 0 : frame.end() - frame.start();
            return mark;
        }
        if (frame.dataLines() == 0) {
            return true;
        }
        boolean object = source.at(frame.dataStart()) == '{';
        if (!reading
                && object
                && frame.hits() == 0
                && !frame.hasOtherFields()
                && tally.contentSeen()
                && frame.dataLines() == 1) {
            events++;
            return true;
        }
        return look(source, frame);
    }

    private boolean look(Bytes source, SseFrame frame) {
        Bytes data = frame.data(source);
        if (isEndMark(data)) {
            done = true;
            return true;
        }
        events++;
        if (isObject(data)) {
            JsonFault wrong = check(data);
            if (wrong != null) {
                fault = new RelayFault(
                        RelayFault.Cause.MALFORMED,
                        "A stream event is not JSON at byte " + wrong.offset() + ": " + wrong.message());
                return false;
            }
            if (glance.isUsageOnly(new JsonReader(data, 0)) && terms.withholdUsage()) {
                return false;
            }
        }
        if (tally.error() == null
                && frame.hasOtherFields()
                && frame.event(source).equals("error")) {
            tally.error(isObject(data) ? ErrorReader.body(new JsonReader(data, 0), 0) : unreadable(data));
        }
        return true;
    }

    private void pass(Bytes source, byte @Nullable [] held, SseFrame frame) {
        if (answerModel == null || frame.dataLines() != 1 || !model.find(source, frame.dataStart(), frame.dataEnd())) {
            out.pass(source, held, frame.start(), frame.end());
            return;
        }
        out.pass(source, held, frame.start(), model.start());
        out.literal(answerModel);
        out.pass(source, held, model.end(), frame.end());
    }

    private static @Nullable JsonFault check(Bytes data) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(data);
        return scanner.end();
    }

    private static boolean isObject(Bytes data) {
        int i = 0;
        while (i < data.length() && data.at(i) == ' ') {
            i++;
        }
        return i < data.length() && data.at(i) == '{';
    }

    private static boolean isEndMark(Bytes data) {
        int length = data.length();
        return length >= END_MARK.length()
                && length < 16
                && data.utf8(0, length).strip().equals(END_MARK);
    }

    private static ErrorFacts unreadable(Bytes data) {
        return ErrorFacts.of(502, "upstream_error", data.utf8(0, Math.min(data.length(), 2_000)));
    }
}
