package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.wire.ReplyHead;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1 connection: reads heads, keeps one exchange at a time, closes when it must. What comes in meanwhile waits,
 * bounded; reading goes on during an answer, so that a caller who leaves is noticed.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter implements Swept, Drained {
    /** What may wait unread while an exchange runs: a pipelined request, or a body nobody asked for yet. */
    private static final int AHEAD = 64 << 10;

    private final HttpService service;
    private final LoopDesk desk;
    private final HeadEnd headEnd;
    private final WriteWatch writes = new WriteWatch();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Peer peer;
    private @Nullable ByteBuf unread;
    private @Nullable Http1Exchange exchange;
    private boolean first = true;
    private boolean working;
    private boolean last;
    private boolean lingering;
    private boolean headBegun = true;
    private boolean blankLineSeen;
    private long discarded;
    private long deadline;

    Http1Connection(HttpService service, LoopDesk desk) {
        this.service = service;
        this.desk = desk;
        this.headEnd = new HeadEnd(service.options().limits());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        peer = Peer.of(added.channel(), added.pipeline().get(SslHandler.class) != null);
        deadline = desk.sweeper().now() + service.options().timeouts().head().toNanos();
        desk.sweeper().add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        desk.sweeper().remove(this);
        drop();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        ByteBuf piece = (ByteBuf) message;
        if (lingering) {
            discard(piece);
            return;
        }
        ByteBuf before = unread;
        unread = before == null ? piece : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(from.alloc(), before, piece);
        work();
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        desk.sweeper().remove(this);
        drop();
        Http1Exchange running = exchange;
        exchange = null;
        if (running != null) {
            running.gone();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        Http1Exchange running = exchange;
        if (running != null) {
            running.writabilityChanged(from.channel().isWritable());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        // Resets and TLS failures: the caller is gone or speaks something else; there is nobody to tell.
        Mishap.tell(cause);
        from.close();
    }

    /** Goes on with what has been read: the running exchange's body, or the next request. */
    void work() {
        if (working) {
            return;
        }
        working = true;
        try {
            boolean again = true;
            while (again) {
                again = step();
            }
        } catch (RefusedRequest refused) {
            refuse(refused.failure());
        } finally {
            working = false;
            settle();
        }
    }

    /** The exchange is over: its last byte has left; whether all of its request was read decides how to close. */
    void over(boolean goesOn, boolean requestRead) {
        exchange = null;
        if (!goesOn || last) {
            end(requestRead && !hasUnread());
            return;
        }
        blankLineSeen = false;
        headBegun = false;
        deadline = desk.sweeper().now() + service.options().timeouts().idle().toNanos();
        work();
    }

    /** Whether nothing may follow the running exchange. */
    boolean last() {
        return last;
    }

    /** Whether bytes wait that were not looked at. */
    boolean hasUnread() {
        return unread != null && unread.isReadable();
    }

    /** Reads past what nobody wants of a body, as far as it is here; tells whether that was all. */
    boolean skip(BodyFraming framing) {
        ByteBuf in = unread;
        try {
            while (in != null && framing.next(in) != null) {}
        } catch (RefusedRequest broken) {
            return false;
        }
        return framing.over();
    }

    ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }

    /** Writes without flushing; the buffer is the channel's from here on. */
    void write(ByteBuf bytes) {
        writes.wrote(bytes.readableBytes());
        context().write(bytes, context().voidPromise());
    }

    /** Writes and flushes, and tells when it has left. */
    ChannelFuture writeLast(ByteBuf bytes) {
        writes.wrote(bytes.readableBytes());
        return context().writeAndFlush(bytes);
    }

    @Override
    public void sweep(long now) {
        HttpTimeouts timeouts = service.options().timeouts();
        if (writes.stalled(context().channel(), now, timeouts.writeStall().toNanos())) {
            context().close();
            return;
        }
        Http1Exchange running = exchange;
        if (running != null) {
            running.sweep(now);
        } else if (now - deadline > 0) {
            timedOut();
        }
    }

    @Override
    public void drain() {
        last = true;
        if (exchange == null && !lingering) {
            context().close();
        }
    }

    @Override
    public void cut() {
        context().close();
    }

    /** Ends with a reset, past TLS, so that not even a caller who reads up to the end takes what he got for whole. */
    void abort() {
        Channel channel = context().channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().close(channel.unsafe().voidPromise());
    }

    private boolean step() {
        ByteBuf in = unread;
        Http1Exchange running = exchange;
        if (running != null) {
            return in != null && running.feed(in);
        }
        if (in == null || lingering || !in.isReadable()) {
            return false;
        }
        if (first && service.options().http2() && !Objects.requireNonNull(peer).secure()) {
            switch (Preface.in(in)) {
                case BEGUN -> {
                    return false;
                }
                case PRESENT -> {
                    becomeHttp2(in);
                    return false;
                }
                case ABSENT -> {}
            }
        }
        first = false;
        return !skipBlankLine(in) && open(in);
    }

    private void becomeHttp2(ByteBuf begin) {
        unread = null;
        ChannelPipeline pipeline = context().pipeline();
        Http2Connection.addTo(pipeline, service, desk, Objects.requireNonNull(peer));
        pipeline.remove(this);
        pipeline.fireChannelRead(begin);
    }

    /** RFC 9112, 2.2: one empty line before a request is forgiven. True where it may yet come. */
    private boolean skipBlankLine(ByteBuf in) {
        int first = in.getByte(in.readerIndex());
        if (first == '\r' && !blankLineSeen) {
            if (in.readableBytes() < 2) {
                return true;
            }
            if (in.getByte(in.readerIndex() + 1) == '\n') {
                blankLineSeen = true;
                in.skipBytes(2);
                return !in.isReadable();
            }
        }
        if (!Chars.token(first)) {
            throw Refusals.malformed("it does not begin with a method");
        }
        return false;
    }

    private boolean open(ByteBuf in) {
        int size = headEnd.find(in);
        if (size < 0) {
            return false;
        }
        int lines = headEnd.lines();
        headEnd.reset();
        byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex(), size);
        in.skipBytes(size);
        Http1Request request = HeadParser.parse(bytes, lines, Objects.requireNonNull(peer));
        if (request.head().length() > service.options().limits().body()) {
            throw Refusals.bodyTooLarge(service.options().limits().body());
        }
        Http1Exchange opened = new Http1Exchange(this, service, desk, request);
        exchange = opened;
        opened.open();
        return true;
    }

    /** After each round: gives back what was read, stops or goes on reading, arms the clock of a head begun. */
    private void settle() {
        if (lingering) {
            drop();
        }
        ByteBuf in = unread;
        if (in != null && !in.isReadable()) {
            drop();
            in = null;
        }
        ChannelHandlerContext now = context();
        if (exchange != null) {
            now.channel().config().setAutoRead(in == null || in.readableBytes() < AHEAD);
        } else if (!lingering && now.channel().isActive()) {
            now.channel().config().setAutoRead(true);
            if (in != null && !headBegun) {
                headBegun = true;
                deadline = desk.sweeper().now()
                        + service.options().timeouts().head().toNanos();
            }
        }
    }

    private void timedOut() {
        if (unread == null || lingering) {
            context().close();
        } else {
            refuse(Refusals.headTimedOut(service.options().timeouts().head()).failure());
        }
    }

    /** Answers a request that never became a call, and ends the connection. */
    private void refuse(Failure failure) {
        service.events().requestRefused(failure.code());
        last = true;
        Reply reply = service.errors().of(failure);
        ByteBuf out = context().alloc().directBuffer(512 + reply.body().length);
        ReplyHead head = new ReplyHead(reply.status(), reply.headers(), reply.body().length);
        desk.heads().write(out, head, HeadWriter.Connection.CLOSES, false);
        out.writeBytes(reply.body());
        exchangeless(writeLast(out));
    }

    private void exchangeless(ChannelFuture written) {
        lingering = true;
        written.addListener(done -> linger());
    }

    /** Closes: at once where nothing unread could turn that into a reset, else with patience. */
    private void end(boolean allRead) {
        if (allRead) {
            lingering = true;
            context().close();
        } else {
            linger();
        }
    }

    /** Ends our side and throws away what still comes, for a while, so that what was said can be read. */
    private void linger() {
        lingering = true;
        if (!working) {
            drop();
        }
        deadline = desk.sweeper().now() + service.options().timeouts().linger().toNanos();
        ChannelHandlerContext now = context();
        now.channel().config().setAutoRead(true);
        SslHandler tls = now.pipeline().get(SslHandler.class);
        if (tls != null) {
            now.executor().execute(tls::closeOutbound);
        } else if (now.channel() instanceof DuplexChannel socket) {
            socket.shutdownOutput().addListener((ChannelFutureListener) done -> {
                if (!done.isSuccess()) {
                    done.channel().close();
                }
            });
        }
    }

    private void discard(ByteBuf piece) {
        discarded += piece.readableBytes();
        piece.release();
        if (discarded > service.options().limits().body()) {
            context().close();
        }
    }

    private void drop() {
        ByteBuf in = unread;
        unread = null;
        if (in != null) {
            in.release();
        }
    }
}
