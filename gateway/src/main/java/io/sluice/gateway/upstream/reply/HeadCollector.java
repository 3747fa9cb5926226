package io.sluice.gateway.upstream.reply;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Collects lines up to the empty one - a head, or trailers - however the bytes are cut.
 *
 * <p>Lines end in CRLF; a bare LF is refused, as two readers that differ about it can be played against each other. The
 * time is linear in the bytes also when they come one by one.
 */
final class HeadCollector {
    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_LINES = 200;
    private static final int STEP = 2048;

    private byte[] bytes = new byte[0];
    private int length;
    private int lineStart;
    private int[] ends = new int[24];
    private int lines;

    /** Takes what belongs to the lines; true when the empty line was read, and then nothing behind it was taken. */
    boolean collect(ByteBuf in) throws BadReply {
        while (in.isReadable()) {
            int step = Math.min(in.readableBytes(), STEP);
            if (bytes.length - length < step) {
                bytes = Arrays.copyOf(bytes, Math.max(length + step, Math.min(2 * length, MAX_BYTES + STEP)));
            }
            in.getBytes(in.readerIndex(), bytes, length, step);
            int end = scan(length, length + step);
            if (end >= 0) {
                in.skipBytes(end - length);
                length = end;
                return true;
            }
            in.skipBytes(step);
            length += step;
            requireBelow(length);
        }
        return false;
    }

    private int scan(int from, int to) throws BadReply {
        for (int at = from; at < to; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            if (at == 0 || bytes[at - 1] != '\r') {
                throw BadReply.malformed("a line of the head ends in LF without CR");
            }
            if (at - 1 == lineStart) {
                requireBelow(at);
                return at + 1;
            }
            line(at - 1);
            lineStart = at + 1;
        }
        return -1;
    }

    private void line(int end) throws BadReply {
        // The first line is the status line's; trailers have none, which gives them one line more.
        if (lines > MAX_LINES) {
            throw BadReply.tooLarge("the answer's head has more than " + MAX_LINES + " header lines");
        }
        if (lines == ends.length) {
            ends = Arrays.copyOf(ends, 2 * lines);
        }
        ends[lines++] = end;
    }

    private static void requireBelow(int size) throws BadReply {
        if (size > MAX_BYTES) {
            throw BadReply.tooLarge("the answer's head has more than " + MAX_BYTES + " bytes");
        }
    }

    /** How many lines are whole so far. */
    int lines() {
        return lines;
    }

    /** Every byte so far; valid up to the end of the last whole line. */
    byte[] bytes() {
        return bytes;
    }

    /** Where a whole line starts. */
    int start(int line) {
        return line == 0 ? 0 : ends[line - 1] + 2;
    }

    /** Where a whole line ends, its CRLF left out. */
    int end(int line) {
        return ends[line];
    }
}
