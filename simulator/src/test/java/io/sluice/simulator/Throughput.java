package io.sluice.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How many calls the simulator carries per core: closed loops of connections in the same process, one loop each side,
 * counted against the CPU time of the simulator's own thread, so that a busy machine does not change the figure much.
 * Arguments: connections, seconds, bytes of the request's body, and {@code sse} for a stream of 100 events in a burst.
 */
final class Throughput {

    private Throughput() {}

    public static void main(String[] args) throws InterruptedException {
        int connections = args.length > 0 ? Integer.parseInt(args[0]) : 64;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int body = args.length > 2 ? Integer.parseInt(args[2]) : 300;
        Answer answer = args.length > 3
                ? Script.sse("{\"choices\":[{\"delta\":{\"content\":\"word\"}}]}\n\n"
                        .repeat(100)
                        .split("\n\n"))
                : Script.json(200, "x".repeat(400));
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().keep(Keep.NOTHING))) {
            simulator.answer(answer);
            EventLoopGroup loops = Transport.loops(1);
            ByteBuf request = Octets.of("POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:4000\r\n"
                            + "authorization: Bearer sk-0123456789012345678901234567890123456789\r\n"
                            + "content-type: application/json\r\naccept: application/json\r\n"
                            + "user-agent: throughput\r\ncontent-length: " + body + "\r\n\r\n" + "x".repeat(body))
                    .direct();
            byte[] end = args.length > 3
                    ? "\r\n0\r\n\r\n".getBytes(US_ASCII)
                    : "x".repeat(400).getBytes(US_ASCII);
            for (int n = 0; n < connections; n++) {
                connect(simulator, loops, request, end);
            }
            CountDownLatch never = new CountDownLatch(1);
            never.await(3, TimeUnit.SECONDS);
            long calls = simulator.requestCount();
            long cpu = cpu();
            long wall = System.nanoTime();
            never.await(seconds, TimeUnit.SECONDS);
            double made = simulator.requestCount() - calls;
            System.out.printf(
                    "%.0f calls/s, %.0f calls per CPU second of the simulator, %.2f us each%n",
                    made * 1e9 / (System.nanoTime() - wall), made * 1e9 / (cpu() - cpu), (cpu() - cpu) / made / 1e3);
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    /** Of all loops here the simulator's were made first, so theirs is pool 1. */
    private static long cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var thread = threads.getThreadInfo(id);
            if (thread != null && thread.getThreadName().startsWith("simulator-1-")) {
                sum += threads.getThreadCpuTime(id);
            }
        }
        return sum;
    }

    private static void connect(Simulator simulator, EventLoopGroup loops, ByteBuf request, byte[] end) {
        new Bootstrap()
                .group(loops)
                .channel(EpollSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Caller(request, end));
                    }
                })
                .connect("127.0.0.1", simulator.port());
    }

    /** Sends the next request when the last bytes of an answer have come. */
    private static final class Caller extends ChannelInboundHandlerAdapter {

        private final ByteBuf request;
        private final byte[] end;

        Caller(ByteBuf request, byte[] end) {
            this.request = request;
            this.end = end;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(request.duplicate(), context.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            boolean whole = in.readableBytes() >= end.length
                    && in.slice(in.writerIndex() - end.length, end.length).equals(Unpooled.wrappedBuffer(end));
            in.release();
            if (whole) {
                context.writeAndFlush(request.duplicate(), context.voidPromise());
            }
        }
    }
}
