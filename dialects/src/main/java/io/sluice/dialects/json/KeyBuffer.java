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

    /** Whether these are its bytes. */
    boolean is(byte[] name) {
        return length == name.length && Arrays.equals(raw, 0, length, name, 0, length);
    }

    /** Whether it is written with an escape, so that its bytes do not tell what it is. */
    boolean escaped() {
        for (int i = 0; i < length; i++) {
            if (raw[i] == '\\') {
                return true;
            }
        }
        return false;
    }
}
