package io.sluice.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;

/** What a stream's channel lets one know of its flow control. */
final class Http2Streams {
    private Http2Streams() {}

    /** Bytes written to a stream that its window or the connection's has not let out yet. */
    static long waiting(Channel stream) {
        WriteBufferWaterMark marks = stream.config().getWriteBufferWaterMark();
        return stream.isWritable()
                ? Math.max(0, marks.high() + 1 - stream.bytesBeforeUnwritable())
                : marks.low() + Math.max(1, stream.bytesBeforeWritable());
    }
}
