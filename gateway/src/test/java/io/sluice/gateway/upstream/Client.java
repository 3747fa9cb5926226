package io.sluice.gateway.upstream;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.net.Loops;
import io.sluice.gateway.net.NettyLoop;
import io.sluice.gateway.upstream.reach.AddressLookup;
import io.sluice.gateway.upstream.reach.Names;
import io.sluice.gateway.upstream.reach.ProxyRules;
import io.sluice.gateway.upstream.reach.Reach;
import io.sluice.gateway.upstream.reach.TlsContexts;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The upstream side with real loops, and requests in few words. */
final class Client implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(20);
    static final Clocks PATIENT = new Clocks(LONG, LONG, LONG, LONG, LONG, LONG);

    final Loops loops = new Loops(1);
    final NettyLoop loop = loops.all().getFirst();
    final Counts counts = new Counts();
    final ExecutorService threads = Executors.newFixedThreadPool(2);
    final HttpUpstreams upstreams;

    Client() {
        this(UpstreamSettings.DEFAULT, ProxyRules.NONE, host -> List.of(InetAddress.getAllByName(host)));
    }

    Client(UpstreamSettings settings) {
        this(settings, ProxyRules.NONE, host -> List.of(InetAddress.getAllByName(host)));
    }

    Client(UpstreamSettings settings, ProxyRules proxies, AddressLookup lookup) {
        this(settings, proxies, lookup, OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    }

    Client(UpstreamSettings settings, ProxyRules proxies, AddressLookup lookup, SslProvider tls) {
        Names names = new Names(lookup, threads, System::nanoTime);
        Reach reach = new Reach(names, proxies, new TlsContexts(threads, tls));
        upstreams = new HttpUpstreams(loops, settings, reach, counts, System::nanoTime);
    }

    static Origin origin(int port) {
        return Origin.of(URI.create("http://127.0.0.1:" + port), null);
    }

    static Origin secure(String host, int port, @Nullable Path ca) {
        return Origin.of(URI.create("https://" + host + ":" + port), ca);
    }

    static UpstreamRequest get(Origin origin) {
        return new UpstreamRequest(origin, "GET", "/v1/models", List.of(), List.of(), true, PATIENT, false);
    }

    static UpstreamRequest post(Origin origin, Bytes... body) {
        return new UpstreamRequest(
                origin,
                "POST",
                "/v1/chat/completions",
                List.of(new Header("content-type", "application/json")),
                List.of(body),
                true,
                PATIENT,
                false);
    }

    static UpstreamRequest with(UpstreamRequest request, Clocks clocks, boolean stream) {
        return new UpstreamRequest(
                request.origin(),
                request.method(),
                request.target(),
                request.headers(),
                request.body(),
                stream,
                clocks,
                request.fresh());
    }

    static UpstreamRequest fresh(UpstreamRequest request) {
        return new UpstreamRequest(
                request.origin(),
                request.method(),
                request.target(),
                request.headers(),
                request.body(),
                request.stream(),
                request.clocks(),
                true);
    }

    /** Sends on the loop and returns what is heard. */
    Heard call(UpstreamRequest request) {
        Heard heard = new Heard();
        call(request, heard);
        return heard;
    }

    UpstreamCall call(UpstreamRequest request, Heard heard) {
        return onLoop(() -> {
            UpstreamCall call = upstreams.send(request, loop, heard);
            if (!heard.order.isEmpty()) {
                throw new IllegalStateException("told something before send returned: " + heard.order);
            }
            return call;
        });
    }

    <T> T onLoop(Callable<T> task) {
        try {
            return loop.eventLoop().submit(task).get(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Runs on the loop and waits until it ran, which also lets everything told before be heard. */
    void onLoop(Runnable task) {
        onLoop(() -> {
            task.run();
            return null;
        });
    }

    int open(Origin origin) {
        return upstreams.open().getOrDefault(origin, 0);
    }

    @Override
    public void close() {
        upstreams.close();
        loops.close();
        threads.shutdownNow();
    }

    /** Waits for a condition that another thread makes true. */
    static void await(BooleanSupplier condition) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        CompletableFuture<Void> never = new CompletableFuture<>();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("waited in vain");
            }
            never.copy().completeOnTimeout(null, 5, TimeUnit.MILLISECONDS).get();
        }
    }

    /** What the port for metrics was told. */
    static final class Counts implements UpstreamEvents {
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger reused = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final List<UpstreamFault.Kind> failed = new CopyOnWriteArrayList<>();

        @Override
        public void opened(Origin origin) {
            opened.incrementAndGet();
        }

        @Override
        public void reused(Origin origin) {
            reused.incrementAndGet();
        }

        @Override
        public void closed(Origin origin) {
            closed.incrementAndGet();
        }

        @Override
        public void failed(Origin origin, UpstreamFault.Kind kind) {
            failed.add(kind);
        }
    }
}
