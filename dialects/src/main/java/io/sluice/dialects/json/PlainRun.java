package io.sluice.dialects.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Skips the bytes of a JSON string that mean themselves, 32 at a time on the heap, eight elsewhere.
 *
 * <p>Each test leaves a byte's top bit set where the byte is special. The subtractions may borrow into bytes above a
 * special one and mark them falsely, never below it, so the lowest mark is always true - and only that one is used. A
 * byte that is not ASCII is special itself, so the tests for the others need to be right for ASCII alone.
 */
final class PlainRun {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private PlainRun() {}

    /** The index of the first quote, backslash, control or non-ASCII byte in {@code [from, n)}, else {@code n}. */
    static int skip(Bytes bytes, int from, int n) {
        if (bytes instanceof HeapBytes heap) {
            return skip(heap.array(), heap.start() + from, heap.start() + n) - heap.start();
        }
        int i = from;
        for (; i + 8 <= n; i += 8) {
            long marks = special(bytes.longAt(i)) & TOPS;
            if (marks != 0) {
                return i + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        while (i < n && isPlain(bytes.at(i))) {
            i++;
        }
        return i;
    }

    /** The same of an array, which is where most bytes are looked at. */
    static int skip(byte[] array, int from, int n) {
        int i = from;
        for (; i + 32 <= n; i += 32) {
            long a = special((long) LONGS.get(array, i));
            long b = special((long) LONGS.get(array, i + 8));
            long c = special((long) LONGS.get(array, i + 16));
            long d = special((long) LONGS.get(array, i + 24));
            if (((a | b | c | d) & TOPS) != 0) {
                return i + first(a, b, c, d);
            }
        }
        for (; i + 8 <= n; i += 8) {
            long marks = special((long) LONGS.get(array, i)) & TOPS;
            if (marks != 0) {
                return i + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        while (i < n && isPlain(array[i])) {
            i++;
        }
        return i;
    }

    private static int first(long a, long b, long c, long d) {
        long early = (a | b) & TOPS;
        long one = early != 0 ? a : c;
        int at = early != 0 ? 0 : 16;
        long marks = one & TOPS;
        if (marks == 0) {
            marks = (early != 0 ? b : d) & TOPS;
            at += 8;
        }
        return at + (Long.numberOfTrailingZeros(marks) >>> 3);
    }

    private static long special(long word) {
        return ((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - SPACES) | word;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }
}
