package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A body in chunks (RFC 9112, section 7.1): sizes in plain hex, every line ended by CR LF, extensions and trailers
 * read past but bounded over the whole body.
 */
final class ChunkFraming implements BodyFraming {
    /** What extensions and trailers may take together; nobody is known to use either. */
    private static final int ASIDE = 4 << 10;

    private static final int SIZE_DIGITS = 15;

    private enum Step {
        SIZE,
        DATA,
        DATA_END,
        TRAILER,
        OVER
    }

    private Step step = Step.SIZE;
    private long left;
    private int aside;

    @Override
    public @Nullable ByteBuf next(ByteBuf in) {
        while (in.isReadable()) {
            switch (step) {
                case SIZE -> {
                    if (!size(in)) {
                        return null;
                    }
                }
                case DATA -> {
                    int take = (int) Math.min(left, in.readableBytes());
                    left -= take;
                    step = left == 0 ? Step.DATA_END : Step.DATA;
                    return in.readSlice(take);
                }
                case DATA_END -> {
                    if (!dataEnd(in)) {
                        return null;
                    }
                }
                case TRAILER -> {
                    if (!trailer(in)) {
                        return null;
                    }
                }
                case OVER -> {
                    return null;
                }
            }
        }
        return null;
    }

    @Override
    public boolean over() {
        return step == Step.OVER;
    }

    @Override
    public long left() {
        return -1;
    }

    private boolean size(ByteBuf in) {
        int end = lineEnd(in);
        if (end < 0) {
            return false;
        }
        int at = in.readerIndex();
        long size = 0;
        int digits = 0;
        for (int digit; at < end && (digit = hex(in.getByte(at))) >= 0; at++) {
            size = size << 4 | digit;
            if (++digits > SIZE_DIGITS) {
                throw Refusals.malformed("a chunk size has too many digits");
            }
        }
        if (digits == 0 || (at < end && in.getByte(at) != ';')) {
            throw Refusals.malformed("a chunk size is no hex number");
        }
        checkText(in, at, end);
        aside(end - at);
        in.readerIndex(end + 2);
        left = size;
        step = size == 0 ? Step.TRAILER : Step.DATA;
        return true;
    }

    private boolean dataEnd(ByteBuf in) {
        if (in.readableBytes() < 2) {
            return false;
        }
        if (in.readByte() != '\r' || in.readByte() != '\n') {
            throw Refusals.malformed("a chunk is longer than its size says");
        }
        step = Step.SIZE;
        return true;
    }

    private boolean trailer(ByteBuf in) {
        int end = lineEnd(in);
        if (end < 0) {
            return false;
        }
        int at = in.readerIndex();
        if (end == at) {
            step = Step.OVER;
        } else {
            int name = at;
            while (name < end && Chars.token(in.getByte(name))) {
                name++;
            }
            if (name == at || name == end || in.getByte(name) != ':') {
                throw Refusals.malformed("a trailer line is no name, colon and value");
            }
            checkText(in, name, end);
            aside(end - at);
        }
        in.readerIndex(end + 2);
        return true;
    }

    /** Where the line ends (at its CR), or -1 while it is not whole. */
    private int lineEnd(ByteBuf in) {
        int feed = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        if (feed < 0) {
            if (in.readableBytes() > ASIDE) {
                throw Refusals.malformed("a chunk line is too long");
            }
            return -1;
        }
        if (feed == in.readerIndex() || in.getByte(feed - 1) != '\r') {
            throw Refusals.malformed("a chunk line ends in LF without CR");
        }
        return feed - 1;
    }

    private void aside(int bytes) {
        aside += bytes;
        if (aside > ASIDE) {
            throw Refusals.malformed("chunk extensions and trailers are larger than " + ASIDE + " bytes");
        }
    }

    private static void checkText(ByteBuf in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Chars.value(in.getByte(i))) {
                throw Refusals.malformed("a chunk line holds a control character");
            }
        }
    }

    private static int hex(int c) {
        return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
    }
}
