package io.sluice.benchmarks;

import io.netty.buffer.ByteBuf;

/**
 * The time in an event: a mark and nineteen digits of nanoseconds, on the clock that all processes of a machine share
 * ({@link System#nanoTime()} is the kernel's monotonic clock).
 */
public final class Stamp {
    /** What stands before the digits, and nowhere else in what the mock sends. */
    public static final byte MARK = '~';

    /** How long a stamp is. */
    public static final int LENGTH = 20;

    private static final int DIGITS = LENGTH - 1;

    private Stamp() {}

    /** Writes the time over the stamp at this place. */
    public static void write(byte[] event, int at, long nanos) {
        event[at] = MARK;
        long rest = nanos;
        for (int i = at + DIGITS; i > at; i--) {
            event[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** The time of the stamp whose mark is there, or -1 where its digits are cut off at the end. */
    public static long read(ByteBuf in, int at, int end) {
        if (at + LENGTH > end) {
            return -1;
        }
        long nanos = 0;
        for (int i = at + 1; i < at + LENGTH; i++) {
            nanos = nanos * 10 + in.getByte(i) - '0';
        }
        return nanos;
    }
}
