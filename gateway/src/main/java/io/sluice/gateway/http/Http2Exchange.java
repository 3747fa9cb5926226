package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.Answers;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.ReplyHead;
import io.sluice.gateway.call.wire.RequestHead;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on an HTTP/2 stream. Until the body is asked for the stream is not read, so that what
 * waits stays within its flow-control window.
 */
final class Http2Exchange extends ChannelInboundHandlerAdapter implements CallerLink, Swept {
    private final Http2Connection connection;
    private final HttpService service;
    private final LoopDesk desk;
    private final Queue<ByteBuf> early = new ArrayDeque<>(0);
    private final WriteWatch writes = new WriteWatch();
    private @Nullable ChannelHandlerContext context;
    private @Nullable InboundCall call;
    private @Nullable RequestBody body;
    private @Nullable Http2Reply reply;
    private String method = "";
    private boolean expects;
    private boolean headSeen;
    private boolean requestEnded;
    private boolean feeding;
    private boolean ended;
    private boolean over;
    private boolean deliveredEarly;

    Http2Exchange(Http2Connection connection, HttpService service, LoopDesk desk) {
        this.connection = connection;
        this.service = service;
        this.desk = desk;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        connection.opened(this);
        desk.sweeper().add(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object frame) {
        switch (frame) {
            case Http2HeadersFrame headers -> headers(headers);
            case Http2DataFrame data -> {
                requestEnded |= data.isEndStream();
                if (ended || over) {
                    data.release();
                } else {
                    early.add(data.content());
                    feed();
                }
            }
            default -> ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) {
        if (event instanceof Http2ResetFrame) {
            gone();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        gone();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        desk.sweeper().remove(this);
        connection.closed(this);
        gone();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        InboundCall told = call;
        if (!over && !ended && told != null) {
            told.writable(from.channel().isWritable());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        // A stream whose frames are wrong is reset by the codec; the call hears that its caller is gone.
        if (!(cause instanceof Http2Exception)) {
            Mishap.tell(cause);
            reset(Http2Error.INTERNAL_ERROR);
        }
    }

    @Override
    public void sweep(long now) {
        RequestBody wanted = body;
        InboundCall told = call;
        if (wanted != null && told != null && !requestEnded && !ended) {
            wanted.tooSlow(told, now);
        }
        Http2Reply open = reply;
        if (open != null) {
            long waiting = Http2Streams.waiting(stream().channel());
            long bound = service.options().timeouts().writeStall().toNanos();
            if (writes.stalled(waiting > 0, open.written() - waiting, now, bound)) {
                reset(Http2Error.CANCEL);
            }
        }
    }

    @Override
    public void readBody() {
        if (over || ended || body != null) {
            return;
        }
        body = new RequestBody(service, stream().alloc(), desk.sweeper().now());
        if (expects && !requestEnded && early.isEmpty()) {
            stream().writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers(false).status("100"), false));
        }
        stream().channel().config().setAutoRead(true);
        feed();
    }

    @Override
    public void head(ReplyHead head) {
        if (!over && !ended && reply == null) {
            reply = new Http2Reply(stream(), desk.date(), method, head);
        }
    }

    @Override
    public void body(Bytes bytes) {
        Http2Reply open = reply;
        if (!over && !ended && open != null) {
            open.body(bytes);
        }
    }

    @Override
    public void flush() {
        Http2Reply open = reply;
        if (!over && !ended && open != null) {
            open.flush();
        }
    }

    @Override
    public void end() {
        Http2Reply open = reply;
        if (over || ended || open == null) {
            return;
        }
        if (!open.whole()) {
            cut();
            return;
        }
        ended = true;
        dropBody();
        ChannelFuture written = open.end();
        if (written.isDone()) {
            written(written);
        } else {
            written.addListener(done -> written(written));
        }
    }

    @Override
    public void cut() {
        if (!over && !ended) {
            flush();
            reset(Http2Error.INTERNAL_ERROR);
        }
    }

    @Override
    public boolean writable() {
        return !over && stream().channel().isWritable();
    }

    /** The caller reset the stream, or the connection is gone. */
    void gone() {
        if (over) {
            return;
        }
        over = true;
        dropBody();
        dropReply();
        InboundCall told = call;
        if (told != null) {
            told.callerGone();
        }
    }

    private void headers(Http2HeadersFrame frame) {
        requestEnded |= frame.isEndStream();
        if (headSeen) {
            feed();
            return;
        }
        headSeen = true;
        if (!requestEnded) {
            stream().channel().config().setAutoRead(false);
        }
        try {
            open(Http2Head.read(frame.headers(), requestEnded, service.options().limits(), connection.peer()));
        } catch (RefusedRequest refused) {
            refuse(refused.failure());
        }
    }

    private void open(RequestHead head) {
        method = head.method();
        expects = head.headers().first("expect") != null;
        InboundCall opened = service.intake().open(head, this, desk.loop());
        call = opened;
        if (deliveredEarly) {
            opened.delivered();
        }
        feed();
    }

    /** Tells the call what has come of its body, once it has asked. */
    private void feed() {
        RequestBody wanted = body;
        InboundCall told = call;
        if (wanted == null || told == null || feeding) {
            return;
        }
        feeding = true;
        for (ByteBuf piece = early.poll(); piece != null; piece = early.poll()) {
            try {
                wanted.piece(told, piece, -1);
            } finally {
                piece.release();
            }
        }
        feeding = false;
        if (requestEnded && !ended && !over) {
            wanted.end(told);
        }
    }

    private void refuse(Failure failure) {
        service.events().requestRefused(failure.code());
        Answers.write(this, service.errors().of(failure));
    }

    private void written(ChannelFuture written) {
        if (over || !written.isSuccess()) {
            return;
        }
        over = true;
        InboundCall told = call;
        if (told == null) {
            deliveredEarly = true;
        } else {
            told.delivered();
        }
        if (!requestEnded) {
            reset(Http2Error.NO_ERROR);
        }
    }

    private void reset(Http2Error why) {
        ended = true;
        dropBody();
        dropReply();
        stream().writeAndFlush(new DefaultHttp2ResetFrame(why));
    }

    private void dropReply() {
        Http2Reply open = reply;
        if (open != null) {
            open.drop();
        }
    }

    private void dropBody() {
        // What the codec still holds for this stream is freed only by reading it.
        stream().channel().config().setAutoRead(true);
        for (ByteBuf piece = early.poll(); piece != null; piece = early.poll()) {
            piece.release();
        }
        RequestBody wanted = body;
        if (wanted != null && !wanted.over()) {
            wanted.drop();
        }
    }

    private ChannelHandlerContext stream() {
        return Objects.requireNonNull(context);
    }
}
