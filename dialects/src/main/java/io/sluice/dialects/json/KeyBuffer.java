package io.sluice.dialects.json;

import java.util.Arrays;

/** The raw bytes of a member's name while it arrives; no more of it than anybody needs to tell names apart. */
final class KeyBuffer {
    private static final int LONGEST = 1_024;

    private byte[] raw = new byte[32];
    private int length;

    void clear() {
        length = 0;
    }

    void add(Bytes piece, int from, int to) {
        int end = Math.min(to, from + LONGEST - length);
        if (end <= from) {
            return;
        }
        if (length + end - from > raw.length) {
            raw = Arrays.copyOf(raw, Math.max(2 * raw.length, length + end - from));
        }
        piece.copyTo(from, end, raw, length);
        length += end - from;
    }

    String text() {
        return Unescape.text(raw, 0, length);
    }
}
