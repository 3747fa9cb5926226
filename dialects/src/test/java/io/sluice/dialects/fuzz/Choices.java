package io.sluice.dialects.fuzz;

import java.util.Arrays;
import java.util.List;

/** The bytes a fuzzer chose, taken one after another; zeroes when there are no more. */
final class Choices {
    private final byte[] bytes;
    private int at;

    Choices(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether there are bytes left. */
    boolean more() {
        return at < bytes.length;
    }

    /** A number from zero to below that; two bytes where one is not enough. */
    int below(int bound) {
        int value = next();
        return (bound > 256 ? value << 8 | next() : value) % Math.max(1, bound);
    }

    /** One of those. */
    <T> T of(List<T> list) {
        return list.get(below(list.size()));
    }

    /** All that is left. */
    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, Math.min(at, bytes.length), bytes.length);
        at = bytes.length;
        return rest;
    }

    private int next() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }
}
