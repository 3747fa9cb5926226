package io.sluice.dialects.json;

/**
 * Skips the bytes of a JSON string that mean themselves, eight at a time.
 *
 * <p>Each test leaves a byte's top bit set where the byte is special. The subtraction may borrow into bytes above a
 * special one and mark them falsely, never below it, so the lowest mark is always true - and only that one is used.
 */
final class PlainRun {
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private PlainRun() {}

    /** The index of the first quote, backslash, control or non-ASCII byte in {@code [i, n)}, else {@code n}. */
    static int skip(Bytes bytes, int from, int n) {
        int i = from;
        for (; i + 32 <= n; i += 32) {
            long low = special(bytes.longAt(i)) | special(bytes.longAt(i + 8));
            long high = special(bytes.longAt(i + 16)) | special(bytes.longAt(i + 24));
            if (((low | high) & TOPS) != 0) {
                break;
            }
        }
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

    private static long special(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return ((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - SPACES) & ~word) | word;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }
}
