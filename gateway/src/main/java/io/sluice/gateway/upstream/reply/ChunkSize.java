package io.sluice.gateway.upstream.reply;

import io.netty.buffer.ByteBuf;

/** Reads the line before each chunk: hexadecimal digits, perhaps an extension that nobody looks at, CRLF. */
final class ChunkSize {
    /** 15 digits never overflow a long, and no chunk is that large. */
    private static final int MAX_DIGITS = 15;

    private static final int MAX_EXTENSION = 1024;

    private long size;
    private int digits;
    private int extension;
    private boolean sawReturn;

    /** Takes the bytes of the line; true when it is whole, and then {@link #take} has the size. */
    boolean read(ByteBuf in) throws BadReply {
        while (in.isReadable()) {
            byte b = in.readByte();
            if (sawReturn) {
                if (b != '\n' || digits == 0) {
                    throw bad();
                }
                return true;
            }
            sawReturn = b == '\r';
            if (!sawReturn) {
                next(b);
            }
        }
        return false;
    }

    private void next(byte b) throws BadReply {
        if (extension == 0) {
            int digit = Character.digit(b, 16);
            if (digit >= 0) {
                size = size << 4 | digit;
                if (++digits > MAX_DIGITS) {
                    throw bad();
                }
                return;
            }
            if (b != ';' && b != ' ' && b != '\t' || digits == 0) {
                throw bad();
            }
        }
        if (b == '\n' || b == 0 || ++extension > MAX_EXTENSION) {
            throw bad();
        }
    }

    /** The size just read; ready for the next line. */
    long take() {
        long read = size;
        size = 0;
        digits = 0;
        extension = 0;
        sawReturn = false;
        return read;
    }

    private static BadReply bad() {
        return BadReply.malformed("the size of a chunk of the answer is no hexadecimal number on a line of its own");
    }
}
