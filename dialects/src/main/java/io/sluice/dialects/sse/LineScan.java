package io.sluice.dialects.sse;

import io.sluice.dialects.json.Bytes;

/**
 * Finds the next frame in some bytes, remembering where it stood when they ended.
 *
 * <p>All positions count in the bytes scanned; when those are moved, {@link #moved} moves the positions with them.
 */
final class LineScan {
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    /** Above LF and CR, and below everything JSON text has unescaped but the tab. */
    private static final long ENDS = 0x0E * ONES;

    final SseFrame frame = new SseFrame();
    private final KeyWatch watch;
    private int at;
    private int lineStart;
    private boolean fields;
    private boolean lineFeedMayFollow;
    private boolean streamStart = true;

    LineScan(KeyWatch watch) {
        this.watch = watch;
    }

    /** A new frame begins at {@code from}. */
    void begin(int from) {
        frame.clear(from);
        at = from;
        lineStart = from;
        fields = false;
        lineFeedMayFollow = false;
    }

    /** The unfinished frame was copied: what was at {@code by} is at 0 now. */
    void moved(int by) {
        at -= by;
        lineStart -= by;
        frame.start -= by;
        frame.dataStart -= by;
        frame.dataEnd -= by;
    }

    /** Whether the frame found last ended in a CR with nothing after it, so that its LF may still come. */
    boolean endedInCarriageReturn() {
        return lineFeedMayFollow;
    }

    /** Goes on to byte {@code n}: whether a frame ended, which {@link #frame} then tells. */
    boolean scan(Bytes bytes, int n) {
        if (lineFeedMayFollow && at < n) {
            lineFeedMayFollow = false;
            if (bytes.at(at) == '\n') {
                at++;
                lineStart = at;
            }
        }
        while (true) {
            int p = next(bytes, at, n);
            at = p;
            if (p >= n) {
                return false;
            }
            byte b = bytes.at(p);
            if (b == '"') {
                int hit = watch.match(bytes, p, n);
                if (hit == KeyWatch.UNDECIDED) {
                    return false;
                }
                frame.hits |= hit;
                at = p + 1;
            } else if (b == '\n' || b == '\r') {
                if (lineEnds(bytes, p, n)) {
                    return true;
                }
            } else {
                at = p + 1;
            }
        }
    }

    /** The next byte that may end a line or begin a watched key, else {@code n}. */
    private static int next(Bytes bytes, int from, int n) {
        int i = from;
        for (; i + 9 <= n; i += 8) {
            long word = bytes.longAt(i);
            long marks = KeyWatch.candidates(word, bytes.longAt(i + 1)) | ((word - ENDS) & ~word & TOPS);
            if (marks != 0) {
                return i + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        while (i < n) {
            byte b = bytes.at(i);
            if (b == '"' || b == '\n' || b == '\r') {
                return i;
            }
            i++;
        }
        return n;
    }

    /** Takes the line that ends at {@code p}; whether the frame ends with it. */
    private boolean lineEnds(Bytes bytes, int p, int n) {
        int start = lineStart;
        at = p + 1;
        if (bytes.at(p) == '\r') {
            if (at == n) {
                lineFeedMayFollow = true;
            } else if (bytes.at(at) == '\n') {
                at++;
            }
        }
        lineStart = at;
        if (streamStart) {
            start = afterMark(bytes, start, p);
        }
        if (p == start) {
            return end(fields ? SseFrame.Sort.EVENT : SseFrame.Sort.IDLE);
        }
        if (bytes.at(start) == ':') {
            return !fields && end(SseFrame.Sort.IDLE);
        }
        fields = true;
        field(bytes, start, p);
        return false;
    }

    private boolean end(SseFrame.Sort sort) {
        frame.sort = sort;
        frame.end = at;
        return true;
    }

    /** Where the unfinished frame begins, a byte order mark left out that no line has ended behind yet. */
    int begins(Bytes unfinished) {
        return streamStart && marked(unfinished, 0, unfinished.length()) ? 3 : frame.start;
    }

    private static boolean marked(Bytes bytes, int start, int end) {
        return end - start >= 3
                && bytes.at(start) == (byte) 0xEF
                && bytes.at(start + 1) == (byte) 0xBB
                && bytes.at(start + 2) == (byte) 0xBF;
    }

    private int afterMark(Bytes bytes, int start, int end) {
        streamStart = false;
        boolean mark = marked(bytes, start, end);
        if (mark) {
            frame.start += 3;
        }
        return mark ? start + 3 : start;
    }

    private void field(Bytes bytes, int start, int end) {
        int after = start + 4;
        boolean data = end >= after
                && bytes.at(start) == 'd'
                && bytes.at(start + 1) == 'a'
                && bytes.at(start + 2) == 't'
                && bytes.at(start + 3) == 'a'
                && (end == after || bytes.at(after) == ':');
        if (!data) {
            frame.otherFields++;
            return;
        }
        if (frame.dataLines++ == 0) {
            int value = Math.min(end, after + 1);
            frame.dataStart = value < end && bytes.at(value) == ' ' ? value + 1 : value;
            frame.dataEnd = end;
        }
    }
}
