package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A body whose length was declared. */
final class LengthFraming implements BodyFraming {
    private long left;

    LengthFraming(long length) {
        this.left = length;
    }

    @Override
    public @Nullable ByteBuf next(ByteBuf in) {
        int take = (int) Math.min(left, in.readableBytes());
        if (take == 0) {
            return null;
        }
        left -= take;
        return in.readSlice(take);
    }

    @Override
    public boolean over() {
        return left == 0;
    }

    @Override
    public long left() {
        return left;
    }
}
