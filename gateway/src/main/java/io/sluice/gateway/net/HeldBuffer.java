package io.sluice.gateway.net;

import io.netty.buffer.ByteBuf;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.HeldBody;

/** Bytes kept beyond the callback they came in: retained where they are Netty's, so nothing is copied. */
public final class HeldBuffer implements HeldBody {
    private final ByteBuf buffer;

    private HeldBuffer(ByteBuf buffer) {
        this.buffer = buffer;
    }

    /** Keeps these bytes until they are released. */
    public static HeldBuffer of(Bytes bytes) {
        return new HeldBuffer(NettyBytes.retained(bytes));
    }

    @Override
    public Bytes bytes() {
        return NettyBytes.of(buffer);
    }

    @Override
    public void release() {
        buffer.release();
    }
}
