package io.sluice.simulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A provider that does what its scripts say and tells what it received. Answers as {@link Script#canned()} until told
 * otherwise. All methods may be called from any thread, but for an event loop's {@link #close()} and
 * {@link #awaitRequest}.
 */
public final class Simulator implements AutoCloseable {

    private final SimulatorOptions options;
    private final Desk desk;
    private final Log log = new Log();
    private final EventLoopGroup loops;
    private final Channel listener;
    private volatile Welcome welcome = Welcome.SERVE;

    private Simulator(SimulatorOptions options) {
        this.options = options;
        this.desk = new Desk(options.keep());
        this.loops = Transport.loops(options.threads());
        this.listener = listen();
    }

    /** Listens on a free port of 127.0.0.1 and remembers everything. */
    public static Simulator start() {
        return start(SimulatorOptions.defaults());
    }

    /** Listens as told; throws {@link java.net.BindException} where the address is taken. */
    public static Simulator start(SimulatorOptions options) {
        return new Simulator(options);
    }

    private Channel listen() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(Transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32 * 1024, 64 * 1024))
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(1024, 2048, 256 * 1024))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        welcome(channel);
                    }
                });
        if (options.sendBuffer() > 0) {
            bootstrap.childOption(ChannelOption.SO_SNDBUF, options.sendBuffer());
        }
        try {
            return bootstrap
                    .bind(options.host(), options.port())
                    .syncUninterruptibly()
                    .channel();
        } catch (Throwable failed) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw failed;
        }
    }

    /** Resets the connection with the first bytes that come on it. */
    private static final class Resetting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            ReferenceCountUtil.release(bytes);
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            context.close();
        }
    }

    private void welcome(Channel channel) {
        switch (welcome) {
            case SERVE -> {
                if (options.tls() != null) {
                    channel.pipeline().addLast(options.tls().newHandler(channel.alloc()));
                }
                channel.pipeline().addLast(new Connection(channel, desk, log, options));
            }
            case RESET -> channel.pipeline().addLast(new Resetting());
            case SILENCE -> channel.config().setAutoRead(false);
        }
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Where it listens, without a slash at the end, as {@code http://127.0.0.1:PORT}. */
    public String url() {
        return (options.tls() == null ? "http://" : "https://") + options.host() + ":" + port();
    }

    /** Every request gets this, unless a rule or the queue has something for it. */
    public Simulator answer(Script script) {
        desk.usual(script);
        return this;
    }

    /** The next requests get these, one each, in the order in which they come. */
    public Simulator next(Script... scripts) {
        desk.next(scripts);
        return this;
    }

    /** Requests that fit get this, before queue and default; of several rules the first. Runs on an event loop. */
    public Simulator when(Predicate<ReceivedRequest> fits, Script script) {
        desk.when(fits, script);
        return this;
    }

    /** Forgets rules, queue and the list of what was received; the default, the counts and the connections stay. */
    public Simulator reset() {
        desk.clear();
        log.forget();
        return this;
    }

    /** From now on new connections are met with this. */
    public Simulator welcome(Welcome other) {
        welcome = other;
        return this;
    }

    /** All requests received so far, in order; none with {@link Keep#NOTHING}. */
    public List<ReceivedRequest> requests() {
        return log.received();
    }

    /**
     * The oldest request that this method has not given yet, waited for if need be.
     *
     * @throws IllegalStateException when none came in time, or the thread was interrupted
     */
    public ReceivedRequest awaitRequest(Duration most) {
        try {
            ReceivedRequest request = log.take(most);
            if (request == null) {
                throw new IllegalStateException("no request within " + most + "; " + requestCount()
                        + " were received in all, malformed: " + malformed());
            }
            return request;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a request", stopped);
        }
    }

    /**
     * Completes with the time (on the clock of the options) at which the peer closed while the answer to that request
     * was not finished; completes with a failure once the answer is finished. The request may be yet to come. Not with
     * {@link Keep#NOTHING}.
     */
    public CompletableFuture<Long> callerLeft(long request) {
        return log.fate(request).callerLeft().copy();
    }

    /** How many bytes of that request's answer were handed to the kernel. Not with {@link Keep#NOTHING}. */
    public long bytesSent(long request) {
        return log.fate(request).sent();
    }

    /** How many requests were received, whatever is kept of them. */
    public long requestCount() {
        return log.requests.get();
    }

    /** How many bytes of bodies were received. */
    public long bodyBytes() {
        return log.bodyBytes.get();
    }

    /** What was wrong with the requests that could not be read; each was answered with 400 and closed. */
    public List<String> malformed() {
        return log.malformed();
    }

    /** How many answers run now. */
    public int running() {
        return log.running();
    }

    /** The most answers that ever ran at once. */
    public int peakConcurrency() {
        return log.peakConcurrency();
    }

    /** How many connections are open. */
    public int openConnections() {
        return log.openConnections.get();
    }

    /** How many connections there were so far. */
    public long totalConnections() {
        return log.connections.get();
    }

    /** Closes all connections and waits, up to two seconds, until they are. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
