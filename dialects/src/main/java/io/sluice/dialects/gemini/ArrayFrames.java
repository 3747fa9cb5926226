package io.sluice.dialects.gemini;

import io.sluice.dialects.Observed;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.sse.FrameOut;
import io.sluice.dialects.sse.Frames;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a stream that is one JSON array (asked for without {@code alt=sse}); each element is a response, and a
 * frame is the element with what stands before it. The bracket that closes the array is the end mark: it passes only
 * when the answer is whole or ended by the provider's error, so that an error of ours can still follow otherwise.
 *
 * <p>An object in place of the array (an error whose headers promised a stream) is a frame too.
 */
final class ArrayFrames implements Frames {
    private static final int LONGEST = 32 * 1024 * 1024;

    private final ResponseJudge judge;
    private final FrameOut out;
    private byte[] held = new byte[0];
    private int heldLength;
    private int elementAt = -1;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean inArray;
    private boolean separated = true;
    private boolean shut;
    private boolean closed;
    private @Nullable RelayFault fault;
    private long events;
    private long ignored;

    ArrayFrames(ResponseJudge judge, FrameOut out) {
        this.judge = judge;
        this.out = out;
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece) {
        int from = 0;
        int i = 0;
        while (i < piece.length() && fault == null && !closed) {
            i = elementAt >= 0 ? inside(piece, i) : between(piece, i, from);
            if (elementAt >= 0 && depth == 0) {
                element(piece, from, i);
                from = i;
            } else if (shut && !closed && mayClose()) {
                close(piece, from, i);
                from = i;
            }
        }
        if (closed) {
            ignored += piece.length() - from;
        } else if (fault == null && from < piece.length()) {
            hold(piece, from, piece.length());
        }
        return fault;
    }

    /** Goes on within an element: to its end, or to the piece's. */
    private int inside(Bytes piece, int from) {
        int i = from;
        while (i < piece.length()) {
            byte b = piece.at(i++);
            if (inString) {
                if (escaped) {
                    escaped = false;
                } else if (b == '\\') {
                    escaped = true;
                } else {
                    inString = b != '"';
                }
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return i;
            }
        }
        return i;
    }

    /** Takes one byte outside of any element. */
    private int between(Bytes piece, int i, int from) {
        byte b = piece.at(i);
        if (StreamFrames.isBlank(b) || shut) {
            return i + 1;
        }
        if (b == '{' && separated) {
            elementAt = heldLength + i - from;
            depth = 1;
            separated = false;
        } else if (b == '[' && !inArray && events == 0) {
            inArray = true;
        } else if (b == ',' && inArray && !separated) {
            separated = true;
        } else if (b == ']' && inArray && (!separated || events == 0)) {
            shut = true;
        } else {
            fault = new RelayFault(
                    RelayFault.Cause.MALFORMED, "Between the elements of a stream stands byte " + (b & 0xFF));
        }
        return i + 1;
    }

    /** The frame that ends at {@code to}: judged and let out. */
    private void element(Bytes piece, int from, int to) {
        boolean inPlace = heldLength == 0;
        if (!inPlace) {
            hold(piece, from, to);
        }
        Bytes source = inPlace ? piece : Bytes.of(held, 0, heldLength);
        int start = inPlace ? from : 0;
        int end = inPlace ? to : heldLength;
        Bytes data = source.slice(start + elementAt, end);
        elementAt = -1;
        if (fault != null) {
            return;
        }
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(data);
        JsonFault wrong = scanner.end();
        if (wrong != null) {
            fault = new RelayFault(
                    RelayFault.Cause.MALFORMED,
                    "An element of a stream is not JSON at byte " + wrong.offset() + ": " + wrong.message());
            return;
        }
        events++;
        judge.judge("", data);
        heldLength = 0;
        out.pass(source, inPlace ? null : held, start, end);
        out.eventOver();
        // An object alone has no bracket to wait for.
        closed = !inArray && mayClose();
        shut = !inArray;
    }

    private boolean mayClose() {
        return judge.error() != null || judge.wholeWithoutMark();
    }

    private void close(Bytes piece, int from, int to) {
        boolean inPlace = heldLength == 0;
        if (!inPlace) {
            hold(piece, from, to);
        }
        int end = inPlace ? to : heldLength;
        heldLength = 0;
        closed = true;
        out.pass(inPlace ? piece : Bytes.of(held, 0, end), inPlace ? null : held, inPlace ? from : 0, end);
    }

    private void hold(Bytes piece, int from, int to) {
        int more = to - from;
        if (heldLength + more > LONGEST) {
            fault = new RelayFault(
                    RelayFault.Cause.TOO_LARGE, "An element of a stream has more than " + LONGEST + " bytes");
            return;
        }
        if (heldLength + more > held.length) {
            held = Arrays.copyOf(held, Math.max(2 * held.length, Math.max(1_024, heldLength + more)));
        }
        piece.copyTo(from, to, held, heldLength);
        heldLength += more;
    }

    @Override
    public StreamEnd end(boolean proper) {
        if (judge.error() != null) {
            if (inArray && !closed) {
                closed = true;
                out.literal(new byte[] {'\n', ']'});
            }
            return StreamEnd.ERROR;
        }
        return closed ? StreamEnd.WHOLE : StreamEnd.CUT;
    }

    @Override
    public boolean over() {
        return closed;
    }

    @Override
    public boolean overAndComplete() {
        return closed;
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
}
