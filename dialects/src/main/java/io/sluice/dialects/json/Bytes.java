package io.sluice.dialects.json;

import java.nio.charset.StandardCharsets;

/**
 * A read-only window of bytes that somebody else owns.
 *
 * <p>It is valid until the callback it came in returns; who keeps it copies it ({@link #toArray()}). No method checks
 * more than its implementation must to stay in bounds. At run time there should be no more than two implementations
 * (the heap one here and the network's): a third makes every call in the scanners a virtual one and costs them most
 * of their speed.
 */
public interface Bytes {
    /** The window over a whole array, which must not change while the window is in use. */
    static Bytes of(byte[] array) {
        return new HeapBytes(array, 0, array.length);
    }

    /** The window {@code [from, to)} of an array, which must not change while the window is in use. */
    static Bytes of(byte[] array, int from, int to) {
        return new HeapBytes(array, from, to - from);
    }

    /** The UTF-8 bytes of a text. */
    static Bytes of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes the window has. */
    int length();

    /** The byte at {@code i}, {@code 0 <= i < length()}. */
    byte at(int i);

    /** Eight bytes as a little-endian number: the byte at {@code i} is the lowest; {@code i + 8 <= length()}. */
    long longAt(int i);

    /** The part {@code [from, to)} as a window of its own, valid exactly as long as this one. */
    Bytes slice(int from, int to);

    /** Copies {@code [from, to)} into an array, beginning at {@code at}. */
    void copyTo(int from, int to, byte[] into, int at);

    /** A copy of everything, for whoever keeps it. */
    default byte[] toArray() {
        byte[] copy = new byte[length()];
        copyTo(0, copy.length, copy, 0);
        return copy;
    }

    /** The text of {@code [from, to)}; bytes that are not UTF-8 become U+FFFD. */
    default String utf8(int from, int to) {
        byte[] copy = new byte[to - from];
        copyTo(from, to, copy, 0);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
