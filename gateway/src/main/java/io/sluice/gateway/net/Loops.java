package io.sluice.gateway.net;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The event loops of the process, one per core, shared by server and client so that a call's two ends never change threads. */
public final class Loops implements AutoCloseable {
    private final boolean epoll;
    private final EventLoopGroup group;
    private final Map<EventExecutor, NettyLoop> byExecutor = new IdentityHashMap<>();
    private final List<NettyLoop> all;

    /** Starts {@code count} loops on epoll where the machine has it, else on NIO. */
    public Loops(int count) {
        this(count, Epoll.isAvailable());
    }

    /** Starts {@code count} loops on the transport asked for. */
    public Loops(int count, boolean epoll) {
        this.epoll = epoll;
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.group = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("loop", true), io);
        int index = 0;
        for (EventExecutor executor : group) {
            byExecutor.put(executor, new NettyLoop((EventLoop) executor, index++));
        }
        this.all = List.copyOf(byExecutor.values());
    }

    /** The group, for bootstraps. */
    public EventLoopGroup group() {
        return group;
    }

    /** The loop a channel lives on. */
    public NettyLoop of(EventLoop eventLoop) {
        NettyLoop loop = byExecutor.get(eventLoop);
        if (loop == null) {
            throw new IllegalArgumentException("not one of these loops: " + eventLoop);
        }
        return loop;
    }

    /** Every loop. */
    public List<NettyLoop> all() {
        return all;
    }

    /** What {@code SO_REUSEPORT} and friends hang on. */
    public boolean epoll() {
        return epoll;
    }

    /** The channel type of listeners. */
    public Class<? extends ServerSocketChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** The channel type of connections to upstreams. */
    public Class<? extends SocketChannel> clientChannel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
