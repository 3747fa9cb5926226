package io.sluice.dialects.sse;

import io.sluice.dialects.json.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of server-sent events into frames (WHATWG rules: LF, CR, CR LF in any mixture, a byte order mark at the
 * very start dropped), whatever pieces it arrives in, and watches for keys in the same pass.
 *
 * <p>Frames that lie in one piece are handed over where they are; what a piece leaves unfinished is copied, and scanned
 * on from where the scan stood, so the work is linear in the bytes whatever their cut.
 */
public final class SseFramer {
    /** How many bytes of a piece are joined to a held frame at a time. */
    private static final int STEP = 1_024;

    private final LineScan lines;
    private final int longest;
    private final SseVisitor visitor;
    private byte[] held = new byte[0];
    private int heldLength;
    private boolean lineFeedMayFollow;

    /** A framer that holds at most {@code longest} bytes of one frame. */
    public SseFramer(KeyWatch watch, int longest, SseVisitor visitor) {
        lines = new LineScan(watch);
        this.longest = longest;
        this.visitor = visitor;
    }

    /** Takes the next piece; false where a frame is too long, after which nothing may be fed. */
    public boolean feed(Bytes piece) {
        int n = piece.length();
        int i = lineFeed(piece, 0, n);
        while (heldLength > 0 && i < n) {
            int taken = Math.min(STEP, n - i);
            hold(piece, i, i + taken);
            Bytes source = Bytes.of(held, 0, heldLength);
            if (lines.scan(source, heldLength)) {
                int surplus = heldLength - lines.frame.end;
                heldLength = 0;
                if (!hand(source, held)) {
                    return false;
                }
                lines.begin(0);
                i = lineFeed(piece, i + taken - surplus, n);
            } else {
                i += taken;
                if (heldLength > longest) {
                    return false;
                }
            }
        }
        return heldLength > 0 || inPlace(piece, i, n);
    }

    /** What is held of a frame that is not whole, without the stream's byte order mark; empty where nothing is. */
    public Bytes partial() {
        Bytes unfinished = Bytes.of(held, 0, heldLength);
        return heldLength == 0 ? unfinished : unfinished.slice(lines.begins(unfinished), heldLength);
    }

    /** Whether the last frame ended in a CR, so that a line feed fed next still belongs to it. */
    public boolean awaitsLineFeed() {
        return lineFeedMayFollow;
    }

    private boolean inPlace(Bytes piece, int from, int n) {
        lines.begin(from);
        int at = from;
        while (at < n && lines.scan(piece, n)) {
            if (!hand(piece, null)) {
                return false;
            }
            at = lines.frame.end;
            lines.begin(at);
        }
        if (at < n) {
            hold(piece, at, n);
            lines.moved(at);
        }
        return heldLength <= longest;
    }

    private boolean hand(Bytes source, byte @Nullable [] array) {
        // The line feed of a CR LF does not count: where it comes in a piece of its own it is no part of the frame.
        int end = lines.frame.end;
        boolean paired = end >= 2 && source.at(end - 1) == '\n' && source.at(end - 2) == '\r';
        if (end - lines.frame.start - (paired ? 1 : 0) > longest) {
            return false;
        }
        lineFeedMayFollow = lines.endedInCarriageReturn();
        visitor.frame(source, array, lines.frame);
        return true;
    }

    private int lineFeed(Bytes piece, int at, int n) {
        if (!lineFeedMayFollow || at >= n) {
            return at;
        }
        lineFeedMayFollow = false;
        if (piece.at(at) != '\n') {
            return at;
        }
        lines.begin(at);
        lines.frame.sort = SseFrame.Sort.TAIL;
        lines.frame.end = at + 1;
        visitor.frame(piece, null, lines.frame);
        lines.begin(at + 1);
        return at + 1;
    }

    private void hold(Bytes piece, int from, int to) {
        int more = to - from;
        if (heldLength + more > held.length) {
            held = Arrays.copyOf(held, Math.max(2 * held.length, Math.max(STEP, heldLength + more)));
        }
        piece.copyTo(from, to, held, heldLength);
        heldLength += more;
    }
}
