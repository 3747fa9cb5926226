package io.sluice.benchmarks.mock;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.concurrent.Future;
import io.sluice.benchmarks.Stamp;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Streams without end whose events carry the time they were sent at, one every interval: what the simulator's prepared
 * bytes cannot say. Each connection is one stream; what it asks for does not matter.
 */
final class Metronome {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    private final byte[] head = HEAD.getBytes(StandardCharsets.US_ASCII);
    private final byte[] chunk;
    private final int stampAt;
    private final long micros;
    private final RandomGenerator chance;

    private Metronome(String model, long micros, RandomGenerator chance) {
        String event = "data: " + Answers.chunk(model, " " + "~".repeat(Stamp.LENGTH)) + "\n\n";
        String text = Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
        this.chunk = text.getBytes(StandardCharsets.US_ASCII);
        this.stampAt = text.indexOf('~');
        this.micros = micros;
        this.chance = chance;
    }

    /** Listens on a free port of 127.0.0.1 and tells which. */
    static int start(EventLoopGroup group, String model, long micros, RandomGenerator chance) {
        Metronome metronome = new Metronome(model, micros, chance);
        Channel listener = new ServerBootstrap()
                .group(group)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(metronome.new Stream());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    private final class Stream extends ChannelInboundHandlerAdapter {
        private @Nullable Future<?> ticks;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ((ByteBuf) message).release();
            if (ticks == null) {
                context.writeAndFlush(context.alloc().directBuffer(head.length).writeBytes(head));
                ticks = context.executor()
                        .scheduleAtFixedRate(
                                () -> tick(context), chance.nextLong(micros), micros, TimeUnit.MICROSECONDS);
            }
        }

        private void tick(ChannelHandlerContext context) {
            if (context.channel().isWritable()) {
                Stamp.write(chunk, stampAt, System.nanoTime());
                context.writeAndFlush(
                        context.alloc().directBuffer(chunk.length).writeBytes(chunk),
                        context.channel().voidPromise());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (ticks != null) {
                ticks.cancel(false);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
