package io.sluice.gateway.journal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of a record's payload straight into the mapped memory, with no copy between.
 *
 * <p>Bounds are the caller's: texts are cut to what it allows, at a character's border.
 */
final class RecordWriter {
    /** Stands for null where a text's length is. */
    static final int NO_TEXT = 0xffff;

    private final ByteBuffer out;
    private int at;

    RecordWriter(ByteBuffer out, int start) {
        this.out = out;
        this.at = start;
    }

    int position() {
        return at;
    }

    void octet(int value) {
        out.put(at++, (byte) value);
    }

    void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    void fixed(long value) {
        out.putLong(at, value);
        at += Long.BYTES;
    }

    /** A number of one to ten bytes, short for those near zero on either side. */
    void number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            octet((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** A text in UTF-8 of at most {@code most} bytes, which is below 65,535. */
    void text(@Nullable String value, int most) {
        int head = at;
        at += Short.BYTES;
        if (value == null) {
            out.putShort(head, (short) NO_TEXT);
            return;
        }
        int end = at + most;
        for (int i = 0; i < value.length(); ) {
            char c = value.charAt(i);
            if (c < 0x80 && at < end) {
                out.put(at++, (byte) c);
                i++;
            } else {
                int point = value.codePointAt(i);
                if (at + Utf8.length(point) > end) {
                    break;
                }
                at = Utf8.put(out, at, point);
                i += Character.charCount(point);
            }
        }
        out.putShort(head, (short) (at - head - Short.BYTES));
    }
}
