package io.sluice.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;

/** Refuses a stream beyond the number allowed, in the way that tells the caller it was not looked at. */
final class TooManyStreams extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext from, Object frame) {
        if (frame instanceof Http2HeadersFrame) {
            from.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
        }
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        from.close();
    }
}
