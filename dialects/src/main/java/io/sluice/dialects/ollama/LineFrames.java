package io.sluice.dialects.ollama;

import io.sluice.dialects.Observed;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.sse.FrameOut;
import io.sluice.dialects.sse.Frames;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines, each one JSON object; the last says {@code done: true}, or an error stands in its place. */
final class LineFrames implements Frames {
    /** The most that is held of one line. */
    private static final int LONGEST_LINE = 32 * 1024 * 1024;

    private final FrameOut out;
    private final Tally tally = new Tally();
    private byte[] held = new byte[0];
    private int heldLength;
    private @Nullable RelayFault fault;
    private long events;
    private long ignored;

    LineFrames(FrameOut out) {
        this.out = out;
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece) {
        int n = piece.length();
        int at = 0;
        for (int i = 0; i < n && fault == null && !over(); i++) {
            if (piece.at(i) == '\n') {
                line(piece, at, i + 1);
                at = i + 1;
            }
        }
        if (over()) {
            ignored += n - at;
        } else if (fault == null) {
            hold(piece, at, n);
        }
        return fault;
    }

    private void line(Bytes piece, int from, int to) {
        if (heldLength == 0) {
            judge(piece, null, from, to);
            return;
        }
        hold(piece, from, to);
        int length = heldLength;
        heldLength = 0;
        if (fault == null) {
            judge(Bytes.of(held, 0, length), held, 0, length);
        }
    }

    private void judge(Bytes source, byte @Nullable [] array, int from, int to) {
        Bytes line = source.slice(from, to);
        if (isBlank(line)) {
            out.pass(source, array, from, to);
            return;
        }
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(line);
        JsonFault wrong = scanner.end();
        if (wrong != null || scanner.outline().kind() != Kind.OBJECT) {
            fault = new RelayFault(RelayFault.Cause.MALFORMED, "A line of the stream is not a JSON object");
            return;
        }
        events++;
        tally.take(line);
        out.pass(source, array, from, to);
        out.eventOver();
    }

    private static boolean isBlank(Bytes line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.at(i) > ' ' || line.at(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private void hold(Bytes piece, int from, int to) {
        int more = to - from;
        if (heldLength + more > LONGEST_LINE) {
            fault = new RelayFault(
                    RelayFault.Cause.TOO_LARGE, "A line of the stream has more than " + LONGEST_LINE + " bytes");
            return;
        }
        if (heldLength + more > held.length) {
            held = Arrays.copyOf(held, Math.max(2 * held.length, heldLength + more));
        }
        piece.copyTo(from, to, held, heldLength);
        heldLength += more;
    }

    /** A last line without its line feed still counts where the body ended properly. */
    @Override
    public StreamEnd end(boolean proper) {
        if (proper && fault == null && !over() && heldLength > 0) {
            int length = heldLength;
            heldLength = 0;
            judge(Bytes.of(held, 0, length), held, 0, length);
        }
        if (tally.error() != null) {
            return StreamEnd.ERROR;
        }
        return tally.isDone() ? StreamEnd.WHOLE : StreamEnd.CUT;
    }

    @Override
    public boolean over() {
        return tally.isDone() || tally.error() != null;
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
}
