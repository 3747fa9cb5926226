package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;

/** Writes the lines between chunks. */
final class Chunks {
    private static final int LINE_END = '\r' << 8 | '\n';

    private Chunks() {}

    static void size(ByteBuf out, int size) {
        for (int shift = (31 - Integer.numberOfLeadingZeros(size)) & ~3; shift >= 0; shift -= 4) {
            out.writeByte(Character.forDigit(size >>> shift & 15, 16));
        }
        out.writeShort(LINE_END);
    }

    static void lineEnd(ByteBuf out) {
        out.writeShort(LINE_END);
    }

    static void end(ByteBuf out) {
        out.writeByte('0').writeShort(LINE_END).writeShort(LINE_END);
    }
}
