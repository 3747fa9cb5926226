package io.sluice.dialects.json;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the values of wanted places while the scanner passes over them. */
final class Capturing {
    /** A value longer than this is not what anybody asked for (usage, an error, a finish reason) and is let go. */
    private static final int LARGEST = 64 * 1024;

    private final List<Capture> places;
    private final CaptureSink sink;
    private @Nullable Capture next;
    private @Nullable Capture running;
    private int from;
    private byte[] gathered = new byte[256];
    private int length;

    Capturing(List<Capture> places, CaptureSink sink) {
        this.places = places;
        this.sink = sink;
    }

    void named(String topKey, String key, int depth) {
        if (running != null) {
            return;
        }
        next = null;
        for (Capture place : places) {
            if (place.depth() == depth
                    && place.key().equals(key)
                    && place.under().equals(topKey)) {
                next = place;
            }
        }
    }

    /** A value begins at that index of the current piece. */
    void begins(int index, int depth) {
        if (next != null && next.depth() == depth) {
            running = next;
            next = null;
            from = index;
            length = 0;
        }
    }

    /** The piece is over; what of it belongs to a running capture is kept. */
    void pieceOver(Bytes piece) {
        if (running != null) {
            add(piece, piece.length());
            from = 0;
        }
    }

    /** A value ended before that index of the current piece. */
    void ends(Bytes piece, int index, int depth) {
        Capture place = running;
        if (place == null || place.depth() != depth) {
            return;
        }
        add(piece, index);
        running = null;
        if (length <= LARGEST) {
            sink.captured(place, Bytes.of(gathered, 0, length));
        }
    }

    private void add(Bytes piece, int to) {
        int more = to - from;
        if (length + more > LARGEST) {
            length = LARGEST + 1;
            return;
        }
        if (length + more > gathered.length) {
            gathered = Arrays.copyOf(gathered, Math.max(2 * gathered.length, length + more));
        }
        piece.copyTo(from, to, gathered, length);
        length += more;
    }
}
