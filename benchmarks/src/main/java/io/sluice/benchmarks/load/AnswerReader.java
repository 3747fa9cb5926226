package io.sluice.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads answers only as far as it must to know where one ends: a length or chunks. Not a parser for anybody else's
 * answers.
 */
final class AnswerReader {
    private static final int NO_ANSWER = 0;
    private static final int WITH_LENGTH = 1;
    private static final int CHUNK_LINE = 2;
    private static final int CHUNK = 3;
    private static final int TRAILER = 4;

    /** Is told of each answer. */
    interface Sink {
        /** Some of a body has come: the bytes from the reader index on, so many. */
        void body(ByteBuf in, int size);

        /** An answer is whole. */
        void whole(int status);
    }

    private final Sink sink;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private int state = NO_ANSWER;
    private int status;
    private long left;
    private boolean closing;

    AnswerReader(Sink sink) {
        this.sink = sink;
    }

    /** Whether the connection ends with this answer. */
    boolean closing() {
        return closing;
    }

    /** Takes what was received, and releases it. */
    void read(ByteBuf received) {
        ByteBuf in = received;
        if (held.isReadable()) {
            in = Unpooled.wrappedBuffer(held, received);
            held = Unpooled.EMPTY_BUFFER;
        }
        boolean going = true;
        while (going && in.isReadable()) {
            going = switch (state) {
                case NO_ANSWER -> head(in);
                case WITH_LENGTH, CHUNK -> body(in);
                default -> line(in);
            };
        }
        if (in.isReadable()) {
            held = Unpooled.copiedBuffer(in);
        }
        in.release();
    }

    private boolean head(ByteBuf in) {
        int from = in.readerIndex();
        int end = endOfHead(in);
        if (end < 0) {
            return false;
        }
        status = (in.getByte(from + 9) - '0') * 100 + (in.getByte(from + 10) - '0') * 10 + in.getByte(from + 11) - '0';
        String head = in.toString(from, end - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        in.readerIndex(end);
        closing = head.contains("\r\nconnection: close");
        int length = head.indexOf("\r\ncontent-length:");
        if (length >= 0) {
            int colon = length + "\r\ncontent-length:".length();
            left = Long.parseLong(
                    head.substring(colon, head.indexOf('\r', colon)).strip());
            state = WITH_LENGTH;
            ifWhole();
        } else if (head.contains("chunked")) {
            state = CHUNK_LINE;
        } else {
            throw new IllegalStateException("an answer with neither a length nor chunks: " + head);
        }
        return true;
    }

    private static int endOfHead(ByteBuf in) {
        int at = in.readerIndex();
        while (true) {
            int feed = in.indexOf(at, in.writerIndex(), (byte) '\n');
            if (feed < 0 || feed + 2 >= in.writerIndex()) {
                return -1;
            }
            if (in.getByte(feed + 1) == '\r' && in.getByte(feed + 2) == '\n') {
                return feed + 3;
            }
            at = feed + 1;
        }
    }

    private boolean body(ByteBuf in) {
        int size = (int) Math.min(left, in.readableBytes());
        int end = in.readerIndex() + size;
        sink.body(in, size);
        in.readerIndex(end);
        left -= size;
        if (state == WITH_LENGTH) {
            ifWhole();
        } else if (left == 0) {
            state = CHUNK_LINE;
        }
        return true;
    }

    private void ifWhole() {
        if (left == 0) {
            state = NO_ANSWER;
            sink.whole(status);
        }
    }

    /** A line between chunks: the empty one after a chunk, the size of the next, or what follows the last. */
    private boolean line(ByteBuf in) {
        int from = in.readerIndex();
        int feed = in.forEachByte(ByteProcessor.FIND_LF);
        if (feed < 0) {
            return false;
        }
        in.readerIndex(feed + 1);
        boolean empty = feed - from <= 1;
        if (state == TRAILER && empty) {
            state = NO_ANSWER;
            sink.whole(status);
        } else if (state == CHUNK_LINE && !empty) {
            left = 0;
            for (int i = from; i < feed && Character.digit(in.getByte(i), 16) >= 0; i++) {
                left = left * 16 + Character.digit(in.getByte(i), 16);
            }
            state = left == 0 ? TRAILER : CHUNK;
        }
        return true;
    }

    void release() {
        held.release();
        held = Unpooled.EMPTY_BUFFER;
    }
}
