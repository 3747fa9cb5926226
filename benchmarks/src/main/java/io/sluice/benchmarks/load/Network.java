package io.sluice.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.util.concurrent.TimeUnit;

/** One loop and the connections of one load. */
final class Network {
    private static final int AT_ONCE = 50;
    private static final long STEP_MILLIS = 10;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final ChannelGroup open = new DefaultChannelGroup(loop);
    /** Counts the loads: what one of them has begun to open does not come up in the next. */
    private int load;

    EventLoop loop() {
        return loop;
    }

    /** Opens connections, a few at a time so that no backlog overflows. On the loop. */
    void open(int port, int connections, Caller.Pace pace) {
        open(port, connections, pace, load);
    }

    private void open(int port, int connections, Caller.Pace pace, int forLoad) {
        if (load != forLoad) {
            return;
        }
        int now = Math.min(connections, AT_ONCE);
        for (int i = 0; i < now; i++) {
            connect(port, pace, forLoad);
        }
        if (connections > now) {
            loop.schedule(() -> open(port, connections - now, pace, forLoad), STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void connect(int port, Caller.Pace pace, int forLoad) {
        new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (load != forLoad) {
                            channel.close();
                            return;
                        }
                        open.add(channel);
                        channel.pipeline().addLast(new Caller(pace));
                    }
                })
                .connect("127.0.0.1", port);
    }

    /** Ends this load: closes every connection, opens no more, and waits until they are closed. */
    void closeAll() {
        loop.submit(() -> load++).awaitUninterruptibly();
        open.close().awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
