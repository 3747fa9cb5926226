package io.sluice.dialects.json;

import java.nio.charset.StandardCharsets;

/**
 * A read-only window on bytes that somebody else owns. It is valid until the callback it came in returns; who keeps it
 * copies it.
 */
public interface Bytes {

    /** How many bytes there are. */
    int length();

    /** The byte at an index from 0 to {@code length() - 1}. */
    byte at(int index);

    /** Eight bytes from {@code index} on, the first in the lowest place; {@code index + 8 <= length()}. */
    long longAt(int index);

    /** The part from {@code from} (inclusive) to {@code to} (exclusive), as short-lived as the whole. */
    Bytes slice(int from, int to);

    /** Copies the part from {@code from} to {@code to} into an array, starting there at {@code at}. */
    void copyTo(int from, int to, byte[] into, int at);

    /** A copy that lives as long as one likes. */
    default byte[] toArray() {
        byte[] copy = new byte[length()];
        copyTo(0, copy.length, copy, 0);
        return copy;
    }

    /** The part from {@code from} to {@code to} read as UTF-8. */
    default String utf8(int from, int to) {
        byte[] copy = new byte[to - from];
        copyTo(from, to, copy, 0);
        return new String(copy, StandardCharsets.UTF_8);
    }

    /** A window on a whole array, which must not be changed any more. */
    static Bytes of(byte[] array) {
        return new HeapBytes(array, 0, array.length);
    }

    /** The UTF-8 bytes of a text. */
    static Bytes of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
