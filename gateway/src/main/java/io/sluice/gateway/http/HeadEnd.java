package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a request head that may come in any number of pieces, looking at each byte once. Refuses what has
 * grown beyond the limits, and any line that does not end in CR LF, as soon as that can be seen.
 */
final class HeadEnd {
    private final HttpLimits limits;
    private int scanned;
    private int lineStart;
    private int lines;

    HeadEnd(HttpLimits limits) {
        this.limits = limits;
    }

    /** Lines of the head found, the request line among them; true once {@link #find} has found the end. */
    int lines() {
        return lines;
    }

    /** Begins anew, for the next head. */
    void reset() {
        scanned = 0;
        lineStart = 0;
        lines = 0;
    }

    /** How many bytes from the reader index on the head has, its empty line included, or -1 while it is not whole. */
    int find(ByteBuf in) {
        int start = in.readerIndex();
        while (true) {
            int feed = in.indexOf(start + scanned, in.writerIndex(), (byte) '\n');
            if (feed < 0) {
                scanned = in.readableBytes();
                bound(scanned);
                return -1;
            }
            int at = feed - start;
            if (at == 0 || in.getByte(feed - 1) != '\r') {
                throw Refusals.malformed("a line ends in LF without CR");
            }
            bound(at + 1);
            if (at - 1 == lineStart && lines > 0) {
                return at + 1;
            }
            line(at + 1);
        }
    }

    private void line(int end) {
        lines++;
        scanned = end;
        lineStart = end;
        if (lines > limits.headers() + 1) {
            throw Refusals.headTooLarge("more than " + limits.headers() + " lines");
        }
    }

    private void bound(int size) {
        if (lines == 0 && size > limits.requestLine()) {
            throw Refusals.lineTooLong(limits.requestLine());
        }
        if (size > limits.head()) {
            throw Refusals.headTooLarge("more than " + limits.head() + " bytes");
        }
    }
}
