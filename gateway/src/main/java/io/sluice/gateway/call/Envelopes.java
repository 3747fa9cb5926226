package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Seal;
import java.nio.charset.StandardCharsets;

/**
 * Sees whether a request brings back a seal in an envelope of ours: it then belongs to another family than the dialect
 * it stands in, and must be taken out or opened before any provider sees it.
 */
final class Envelopes {
    private static final byte[] MARK = Seal.MARK.getBytes(StandardCharsets.US_ASCII);

    /** How much of the mark's beginning its first n bytes end in: where a match goes on that failed after n. */
    private final int[] borders = borders();

    private int matched;
    private boolean seen;

    private static int[] borders() {
        int[] borders = new int[MARK.length];
        for (int i = 1, at = 0; i < MARK.length - 1; i++) {
            while (at > 0 && MARK[i] != MARK[at]) {
                at = borders[at];
            }
            at += MARK[i] == MARK[at] ? 1 : 0;
            borders[i + 1] = at;
        }
        return borders;
    }

    /** Takes the next piece. */
    void look(Bytes piece) {
        int length = piece.length();
        int at = matched;
        for (int i = 0; i < length && !seen; i++) {
            byte b = piece.at(i);
            while (at > 0 && b != MARK[at]) {
                at = borders[at];
            }
            at += b == MARK[at] ? 1 : 0;
            seen = at == MARK.length;
            at = seen ? 0 : at;
        }
        matched = at;
    }

    boolean seen() {
        return seen;
    }
}
