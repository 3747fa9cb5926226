package io.sluice.simulator;

import io.netty.buffer.ByteBuf;

/** Finds the data in a chunked body: sizes, data, trailers, in whatever pieces they come. */
final class Chunks {

    static final int MORE = 0;
    static final int END = -1;
    static final int FAULT = -2;

    private enum Part {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        TRAILER,
        TRAILER_LF,
        LAST_LF
    }

    private Part part = Part.SIZE;
    private long left;
    private int digits;

    /** The size of the data that stands next in the buffer (the caller consumes it), or MORE, END or FAULT. */
    int next(ByteBuf in) {
        while (in.isReadable()) {
            if (part == Part.DATA) {
                int size = (int) Math.min(left, in.readableBytes());
                left -= size;
                part = left == 0 ? Part.DATA_CR : Part.DATA;
                return size;
            }
            boolean last = part == Part.LAST_LF;
            if (!accepts(in.readByte())) {
                return FAULT;
            }
            if (last) {
                return END;
            }
        }
        return MORE;
    }

    private boolean accepts(byte next) {
        switch (part) {
            case SIZE -> {
                return size(next);
            }
            case EXTENSION -> part = next == '\r' ? Part.SIZE_LF : Part.EXTENSION;
            case SIZE_LF -> {
                part = left == 0 ? Part.TRAILER_START : Part.DATA;
                digits = 0;
                return next == '\n';
            }
            case DATA_CR -> {
                part = Part.DATA_LF;
                return next == '\r';
            }
            case DATA_LF -> {
                part = Part.SIZE;
                return next == '\n';
            }
            case TRAILER_START -> part = next == '\r' ? Part.LAST_LF : Part.TRAILER;
            case TRAILER -> part = next == '\r' ? Part.TRAILER_LF : Part.TRAILER;
            case TRAILER_LF -> {
                part = Part.TRAILER_START;
                return next == '\n';
            }
            case LAST_LF -> {
                return next == '\n';
            }
            case DATA -> throw new IllegalStateException("data is taken whole");
        }
        return true;
    }

    private boolean size(byte next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            left = left * 16 + digit;
            digits++;
            return digits < 15;
        }
        part = next == ';' ? Part.EXTENSION : Part.SIZE_LF;
        return digits > 0 && (next == ';' || next == '\r');
    }
}
