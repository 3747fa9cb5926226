package io.sluice.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.ScheduledFuture;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.net.Loops;
import io.sluice.gateway.net.NettyLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A listener with all its connections, on the shared loops. Opened once; ended by {@link #drain}, or at once by
 * {@link #close}. Usable from any thread.
 */
public final class HttpListener implements AutoCloseable {
    /** The kernel's share of what a reader who stands still pins. */
    private static final int SEND_BUFFER = 256 << 10;

    /** The most that is read at once: connections with large bodies grow to it, so that most come in one piece. */
    private static final int READ = 256 << 10;

    private static final int BACKLOG = 4096;
    private static final int CLOSE_SECONDS = 5;

    private final Channel channel;
    private final List<LoopDesk> desks;
    private final Doorkeeper door;
    private volatile Loop.@Nullable Timer cutter;

    private HttpListener(Channel channel, List<LoopDesk> desks, Doorkeeper door) {
        this.channel = channel;
        this.desks = desks;
        this.door = door;
    }

    /**
     * Opens a listener.
     *
     * @param at where; port 0 takes any that is free
     * @param service what it serves
     * @param loops the loops its connections live on
     * @param around its clocks, and who reads files for it
     * @throws ListenFailed where the address cannot be had
     */
    public static HttpListener open(InetSocketAddress at, HttpService service, Loops loops, Surroundings around)
            throws ListenFailed {
        TlsFiles files = service.options().tls();
        TlsIdentity tls =
                files == null ? null : TlsIdentity.read(files, service.options().http2());
        List<LoopDesk> desks = loops.all().stream()
                .sorted(Comparator.comparingInt(NettyLoop::index))
                .map(loop -> LoopDesk.on(loop, service.options().timeouts().sweep(), around))
                .toList();
        Doorkeeper door = new Doorkeeper(service.options().limits());
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, READ))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32 << 10, 64 << 10))
                .childHandler(new Reception(service, loops, desks, door, tls))
                .bind(at)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            desks.forEach(desk -> desk.sweeper().stop());
            throw failed(at, java.util.Objects.requireNonNull(bound.cause()));
        }
        if (tls != null) {
            watch(tls, bound.channel(), around.background());
        }
        return new HttpListener(bound.channel(), desks, door);
    }

    private static void watch(TlsIdentity tls, Channel listening, Executor background) {
        ScheduledFuture<?> watching = listening
                .eventLoop()
                .scheduleWithFixedDelay(() -> background.execute(tls::refresh), 1, 1, TimeUnit.SECONDS);
        listening.closeFuture().addListener(closed -> watching.cancel(false));
    }

    /**
     * What a listener takes from the process it runs in.
     *
     * @param nanos for how long something took; monotonic, of no fixed origin
     * @param clock for the date of answers
     * @param background runs what reads from disk (certificates), never on a loop
     */
    public record Surroundings(LongSupplier nanos, InstantSource clock, Executor background) {}

    /** Where it listens; the port that was taken where 0 was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** How many connections are open. */
    public int connections() {
        return door.open();
    }

    /**
     * Takes no new connection, closes those that are idle, lets running calls end (their answers say that the
     * connection closes), and cuts what still runs after {@code limit}. Completes when no connection is left.
     */
    public CompletableFuture<Void> drain(Duration limit) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        channel.close().addListener(closed -> {
            each(Drained::drain);
            cutter = desks.get(0).loop().after(limit, () -> each(Drained::cut));
            told.complete(null);
        });
        // Both: without connections the door is closed at once, and the loops may end before the listener was heard.
        return CompletableFuture.allOf(door.close(), told).whenComplete((nothing, none) -> stop());
    }

    private void each(Consumer<Drained> act) {
        for (LoopDesk desk : desks) {
            desk.loop()
                    .execute(() -> desk.sweeper().each(one -> {
                        if (one instanceof Drained connection) {
                            act.accept(connection);
                        }
                    }));
        }
    }

    private void stop() {
        Loop.Timer waiting = cutter;
        if (waiting != null) {
            waiting.cancel();
        }
        desks.forEach(desk -> desk.sweeper().stop());
    }

    /** Ends at once; running calls are cut. */
    @Override
    public void close() {
        drain(Duration.ZERO)
                .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static ListenFailed failed(InetSocketAddress at, Throwable cause) {
        String where = at.getHostString() + ":" + at.getPort();
        return new ListenFailed(
                "Cannot listen on " + where + ": " + cause.getMessage()
                        + ". If another program holds the port, stop it or choose another port; port 0 takes any free"
                        + " one.",
                cause);
    }
}
