package io.sluice.dialects.bedrock;

import io.sluice.dialects.Observed;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.bedrock.eventstream.MessageFramer;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.sse.FrameOut;
import io.sluice.dialects.sse.Frames;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the messages of one Converse stream and passes them as they came.
 *
 * <p>The end is {@code messageStop} and then {@code metadata}, which has the usage. A body that ends properly after
 * {@code messageStop} is whole too; an exception message is the provider's error and ends the stream.
 */
final class ConverseFrames implements Frames {
    private final FrameOut out;
    private final Tally tally = new Tally();
    private final MessageFramer framer = new MessageFramer(this::message);
    private @Nullable RelayFault fault;
    private boolean stopped;
    private boolean measured;
    private long events;
    private long ignored;

    ConverseFrames(FrameOut out) {
        this.out = out;
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece) {
        if (over()) {
            ignored += piece.length();
            return fault;
        }
        RelayFault wrong = framer.feed(piece);
        // What follows the end is not looked at, so it cannot be wrong.
        if (fault == null && wrong != null && !over()) {
            fault = wrong;
        }
        return fault;
    }

    @Override
    public StreamEnd end(boolean proper) {
        if (tally.error() != null) {
            return StreamEnd.ERROR;
        }
        boolean clean = proper && fault == null && framer.partial() == 0;
        return stopped && (measured || clean) ? StreamEnd.WHOLE : StreamEnd.CUT;
    }

    @Override
    public boolean over() {
        return tally.error() != null || (stopped && measured);
    }

    @Override
    public boolean overAndComplete() {
        return over();
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
        return tally;
    }

    private void message(Message message, Bytes source, byte @Nullable [] held, int start, int end) {
        if (fault != null) {
            return;
        }
        if (over()) {
            ignored += end - start;
            return;
        }
        events++;
        Bytes payload = message.payload();
        JsonFault wrong = payload.length() > 0 && payload.at(0) == '{' ? check(payload) : null;
        if (wrong != null) {
            fault = new RelayFault(
                    RelayFault.Cause.MALFORMED,
                    "A stream message is not JSON at byte " + wrong.offset() + ": " + wrong.message());
            return;
        }
        judge(message, payload);
        out.pass(source, held, start, end);
        out.eventOver();
    }

    private static @Nullable JsonFault check(Bytes payload) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(payload);
        return scanner.end();
    }

    private void judge(Message message, Bytes payload) {
        if (!message.messageType().equals("event")) {
            tally.error(ConverseErrors.read(message));
            return;
        }
        switch (message.eventType()) {
            case "contentBlockStart" -> tally.content();
            case "contentBlockDelta" -> {
                if (!tally.contentSeen() && saysSomething(Members.of(payload).take("delta"))) {
                    tally.content();
                }
            }
            case "messageStop" -> {
                stopped = true;
                tally.finished(Members.of(payload).text("stopReason"));
            }
            case "metadata" -> {
                measured = true;
                Bytes usage = Members.of(payload).take("usage");
                if (usage != null) {
                    tally.usage(usage);
                }
            }
            default -> {}
        }
    }

    private static boolean saysSomething(@Nullable Bytes delta) {
        if (delta == null) {
            return false;
        }
        JsonReader json = new JsonReader(delta, 0);
        if (!json.enter(Kind.OBJECT)) {
            return false;
        }
        boolean some = false;
        while (json.more()) {
            json.name();
            some |= json.peek() == Kind.STRING
                    ? !json.string().isEmpty()
                    : !json.raw().isEmpty();
        }
        return some;
    }
}
