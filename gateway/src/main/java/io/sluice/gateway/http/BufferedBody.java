package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.HeldBody;
import io.sluice.gateway.net.NettyBytes;

/** A request body in one Netty buffer. */
record BufferedBody(ByteBuf buffer) implements HeldBody {

    /** Where there is no body at all. */
    static final BufferedBody EMPTY = new BufferedBody(Unpooled.EMPTY_BUFFER);

    @Override
    public Bytes bytes() {
        return NettyBytes.of(buffer);
    }

    @Override
    public void release() {
        buffer.release();
    }
}
