package io.sluice.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * One connection that stands: it carries one exchange at a time and lies in its pool between two.
 *
 * <p>It is pooled only once a read has drained the socket, so that bytes behind an answer are never taken for the next
 * one's. While pooled it reads on: whatever comes then - bytes or the end - makes an end of it.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final Channel channel;
    private final LoopPools home;
    private final Pool pool;
    private final boolean secure;
    private @Nullable Exchange exchange;
    private boolean returning;
    private boolean reused;
    private boolean endedCleanly;
    private boolean carried;
    private long unusedSince;

    Connection(Channel channel, LoopPools home, Pool pool) {
        this.channel = channel;
        this.home = home;
        this.pool = pool;
        this.secure = pool.origin().secure();
    }

    Channel channel() {
        return channel;
    }

    Pool pool() {
        return pool;
    }

    boolean alive() {
        return channel.isActive();
    }

    /** Whether a request went over it before the present one. */
    boolean reused() {
        return reused;
    }

    long unusedSince() {
        return unusedSince;
    }

    void begin(Exchange next) {
        carried = true;
        exchange = next;
    }

    /** The exchange is over and every byte of it was read and written. */
    void giveBack() {
        exchange = null;
        returning = true;
        channel.config().setAutoRead(true);
    }

    /** Nobody has asked for it yet: it lies in its pool until somebody does. */
    void keep() {
        // Whoever takes it finds a kept one: should it turn out to be closed, another is tried.
        reused = true;
        unusedSince = home.now();
        home.pooled(this);
    }

    void close() {
        exchange = null;
        returning = false;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Exchange current = exchange;
        try {
            if (current == null) {
                close();
            } else if (message instanceof ByteBuf bytes) {
                current.read(bytes);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Exchange current = exchange;
        if (current != null) {
            current.readComplete();
        }
        if (returning) {
            returning = false;
            reused = true;
            unusedSince = home.now();
            home.pooled(this);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Exchange current = exchange;
        if (current != null) {
            current.writable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == SslCloseCompletionEvent.SUCCESS) {
            endedCleanly = true;
            if (exchange == null) {
                close();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        broken(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Exchange current = exchange;
        exchange = null;
        returning = false;
        if (current == null) {
            pool.closedByThem(this, carried);
        } else {
            // Over TLS only close_notify proves that nobody cut the answer short.
            current.closed(!secure || endedCleanly);
        }
    }

    private void broken(Throwable cause) {
        if (cause instanceof RuntimeException && !(cause instanceof DecoderException)) {
            LOG.log(System.Logger.Level.ERROR, "a listener of an upstream's answer failed", cause);
        }
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.broken(cause);
        }
        channel.close();
    }
}
