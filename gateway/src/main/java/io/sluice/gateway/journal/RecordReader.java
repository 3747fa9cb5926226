package io.sluice.gateway.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads back what {@link RecordWriter} wrote. */
final class RecordReader {
    private final ByteBuffer in;
    private int at;

    RecordReader(ByteBuffer in, int start) {
        this.in = in;
        this.at = start;
    }

    int octet() {
        return in.get(at++);
    }

    boolean flag() {
        return octet() != 0;
    }

    long fixed() {
        long value = in.getLong(at);
        at += Long.BYTES;
        return value;
    }

    long number() {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = octet();
            rest |= (next & 0x7fL) << shift;
            if (next >= 0) {
                break;
            }
        }
        return (rest >>> 1) ^ -(rest & 1);
    }

    @Nullable
    String text() {
        int length = in.getShort(at) & 0xffff;
        at += Short.BYTES;
        if (length == RecordWriter.NO_TEXT) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(at, bytes);
        at += length;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A text that is never null. */
    String word() {
        String text = text();
        return text == null ? "" : text;
    }
}
