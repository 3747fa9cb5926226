package io.sluice.gateway.journal;

import java.nio.ByteBuffer;

/** One code point in UTF-8; a half of a surrogate pair becomes a question mark. */
final class Utf8 {
    private Utf8() {}

    static int length(int point) {
        if (point < 0x80 || lone(point)) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < 0x10000 ? 3 : 4;
    }

    /** Writes it at {@code at} and returns where the next one goes. */
    static int put(ByteBuffer out, int at, int point) {
        int length = length(point);
        if (length == 1) {
            out.put(at, (byte) (lone(point) ? '?' : point));
            return at + 1;
        }
        int rest = point;
        for (int i = length - 1; i > 0; i--) {
            out.put(at + i, (byte) (0x80 | rest & 0x3f));
            rest >>>= 6;
        }
        int lead = length == 2 ? 0xc0 : length == 3 ? 0xe0 : 0xf0;
        out.put(at, (byte) (lead | rest));
        return at + length;
    }

    private static boolean lone(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
