package io.sluice.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection: knows its streams, so that all of them hear when it is gone, and ends it when it is idle, when
 * the listener drains, or when it is flooded. Streams are {@link Http2Exchange}s.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter implements Swept, Drained {
    private static final int STREAMS = 100;
    private static final int STREAM_WINDOW = 256 << 10;
    private static final int CONNECTION_WINDOW = 1 << 20;
    private static final int RESETS_A_MINUTE = 100;
    private static final int CONTINUATIONS = 8;
    private static final int CONTROL_FRAMES_A_MINUTE = 1000;
    private static final int QUEUED_CONTROL_FRAMES = 1000;
    private static final int EMPTY_DATA_FRAMES = 10;
    private static final long MINUTE = 60_000_000_000L;

    private final HttpService service;
    private final LoopDesk desk;
    private final Peer peer;
    private final Set<Http2Exchange> streams = new LinkedHashSet<>();
    private @Nullable ChannelHandlerContext context;
    private boolean draining;
    private boolean flooded;
    private int controlFrames;
    private long minuteBegan;
    private long idleSince;

    private Http2Connection(HttpService service, LoopDesk desk, Peer peer) {
        this.service = service;
        this.desk = desk;
        this.peer = peer;
    }

    /** Puts the handlers of HTTP/2 at the end of a pipeline. */
    static void addTo(ChannelPipeline pipeline, HttpService service, LoopDesk desk, Peer peer) {
        Http2Connection connection = new Http2Connection(service, desk, peer);
        Http2Settings settings = Http2Settings.defaultSettings()
                .maxConcurrentStreams(STREAMS)
                .initialWindowSize(STREAM_WINDOW)
                .maxHeaderListSize(service.options().limits().head());
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer()
                        .initialSettings(settings)
                        .decoderEnforceMaxRstFramesPerWindow(RESETS_A_MINUTE, 60)
                        .decoderEnforceMaxSmallContinuationFrames(CONTINUATIONS)
                        .decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY_DATA_FRAMES)
                        .encoderEnforceMaxQueuedControlFrames(QUEUED_CONTROL_FRAMES)
                        .validateHeaders(true)
                        .gracefulShutdownTimeoutMillis(0)
                        .build(),
                new Http2MultiplexHandler(connection.exchanges()),
                connection);
    }

    Peer peer() {
        return peer;
    }

    void opened(Http2Exchange stream) {
        streams.add(stream);
    }

    void closed(Http2Exchange stream) {
        streams.remove(stream);
        idleSince = desk.sweeper().now();
        if (draining && streams.isEmpty()) {
            here().close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        idleSince = desk.sweeper().now();
        minuteBegan = idleSince;
        desk.sweeper().add(this);
        added.write(new DefaultHttp2WindowUpdateFrame(CONNECTION_WINDOW - Http2CodecUtil.DEFAULT_WINDOW_SIZE));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        desk.sweeper().remove(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object frame) {
        if ((frame instanceof Http2PingFrame || frame instanceof Http2SettingsFrame)
                && ++controlFrames > CONTROL_FRAMES_A_MINUTE) {
            flooded();
            goAway(Http2Error.ENHANCE_YOUR_CALM);
            from.close();
        }
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        // Told here, as a stream that is not being read would not hear of it by itself.
        List.copyOf(streams).forEach(Http2Exchange::gone);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        // What is wrong with frames the codec answers itself, after this, with the code that says so.
        if (!(cause instanceof Http2Exception wrong)) {
            Mishap.tell(cause);
            from.close();
        } else if (wrong.error() == Http2Error.ENHANCE_YOUR_CALM) {
            flooded();
        }
    }

    /** Counted once: what had been read already may still be seen after it. */
    private void flooded() {
        if (!flooded) {
            flooded = true;
            service.events().connectionFlooded();
        }
    }

    @Override
    public void sweep(long now) {
        if (now - minuteBegan > MINUTE) {
            minuteBegan = now;
            controlFrames = 0;
        }
        if (streams.isEmpty()
                && now - idleSince > service.options().timeouts().idle().toNanos()) {
            goAway(Http2Error.NO_ERROR);
            here().close();
        }
    }

    @Override
    public void drain() {
        draining = true;
        goAway(Http2Error.NO_ERROR);
        if (streams.isEmpty()) {
            here().close();
        }
    }

    @Override
    public void cut() {
        // Past the codec, whose own close would wait for the streams.
        Channel channel = here().channel();
        channel.unsafe().close(channel.unsafe().voidPromise());
    }

    private void goAway(Http2Error why) {
        here().writeAndFlush(new DefaultHttp2GoAwayFrame(why));
    }

    private ChannelHandler exchanges() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                if (streams.size() < STREAMS) {
                    stream.pipeline().addLast(new Http2Exchange(Http2Connection.this, service, desk));
                } else {
                    // The codec holds a caller to our settings only once he has confirmed them; one who never does is
                    // held here.
                    stream.pipeline().addLast(new TooManyStreams());
                }
            }
        };
    }

    private ChannelHandlerContext here() {
        return Objects.requireNonNull(context);
    }
}
