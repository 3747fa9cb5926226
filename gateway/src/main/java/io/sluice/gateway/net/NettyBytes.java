package io.sluice.gateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.sluice.dialects.json.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * A window on a Netty buffer. Does not own the buffer: it lives as long as the callback it is handed to, and
 * {@link #retained} is how a writer keeps what it points at without copying.
 */
public final class NettyBytes implements Bytes {
    private final ByteBuf buffer;
    private final int start;
    private final int length;

    private NettyBytes(ByteBuf buffer, int start, int length) {
        this.buffer = buffer;
        this.start = start;
        this.length = length;
    }

    /** The readable bytes of a buffer; the buffer's indices are not moved. */
    public static NettyBytes of(ByteBuf buffer) {
        return new NettyBytes(buffer, buffer.readerIndex(), buffer.readableBytes());
    }

    /** A part of a buffer by absolute index, wherever its reader stands. */
    public static NettyBytes of(ByteBuf buffer, int start, int length) {
        return new NettyBytes(buffer, start, length);
    }

    /** Any bytes as a buffer the receiver owns: retained where they are Netty's, copied where they are not. */
    public static ByteBuf retained(Bytes bytes) {
        return bytes instanceof NettyBytes window
                ? window.buffer.retainedSlice(window.start, window.length)
                : Unpooled.wrappedBuffer(bytes.toArray());
    }

    /** Copies any bytes behind what a buffer already holds. */
    public static void append(Bytes bytes, ByteBuf into) {
        if (bytes instanceof NettyBytes window) {
            into.writeBytes(window.buffer, window.start, window.length);
        } else {
            into.writeBytes(bytes.toArray());
        }
    }

    /** Copies the window to the end of another buffer: cheaper than {@link #retained} where there is little. */
    public void appendTo(ByteBuf to) {
        to.writeBytes(buffer, start, length);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public byte at(int index) {
        return buffer.getByte(start + index);
    }

    @Override
    public long longAt(int index) {
        return buffer.getLongLE(start + index);
    }

    @Override
    public NettyBytes slice(int from, int to) {
        return new NettyBytes(buffer, start + from, to - from);
    }

    @Override
    public void copyTo(int from, int to, byte[] into, int at) {
        buffer.getBytes(start + from, into, at, to - from);
    }

    @Override
    public byte[] toArray() {
        return ByteBufUtil.getBytes(buffer, start, length);
    }

    @Override
    public String utf8(int from, int to) {
        return buffer.toString(start + from, to - from, StandardCharsets.UTF_8);
    }
}
