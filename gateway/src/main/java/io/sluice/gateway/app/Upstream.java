package io.sluice.gateway.app;

import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.net.Loops;
import io.sluice.gateway.observe.Metrics;
import io.sluice.gateway.upstream.HttpUpstreams;
import io.sluice.gateway.upstream.UpstreamEvents;
import io.sluice.gateway.upstream.UpstreamSettings;
import io.sluice.gateway.upstream.reach.AddressLookup;
import io.sluice.gateway.upstream.reach.Names;
import io.sluice.gateway.upstream.reach.ProxyRules;
import io.sluice.gateway.upstream.reach.Reach;
import io.sluice.gateway.upstream.reach.TlsContexts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/** The way to the providers, put together. */
final class Upstream implements AutoCloseable {
    // Look-ups are native code, and building the trust of TLS takes tens of milliseconds: neither belongs on a loop.
    // Slow look-ups must not hold up handshakes, so each has threads of its own.
    private static final int NAME_THREADS = 4;
    private static final int NAMES_WAITING = 1_000;
    private static final int TLS_THREADS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpUpstreams upstreams;
    private final TlsContexts tls;
    private final LookUps lookUps;

    /** Asks for names on threads for that. */
    private record LookUps(AddressLookup lookup, Executor threads) {}

    private Upstream(HttpUpstreams upstreams, TlsContexts tls, LookUps lookUps) {
        this.upstreams = upstreams;
        this.tls = tls;
        this.lookUps = lookUps;
    }

    static Upstream of(Loops loops, Map<String, String> environment, NameService service, Metrics metrics) {
        ThreadFactory threads = Thread.ofPlatform().daemon().name("reach-", 0).factory();
        Executor lookUps = new ThreadPoolExecutor(
                NAME_THREADS, NAME_THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(NAMES_WAITING), threads);
        Names names = new Names(service.lookup(), lookUps, service.nanos());
        TlsContexts tls = new TlsContexts(Executors.newFixedThreadPool(TLS_THREADS, threads));
        Reach reach = new Reach(names, proxies(environment), tls);
        return new Upstream(
                new HttpUpstreams(loops, UpstreamSettings.DEFAULT, reach, counted(metrics), System::nanoTime),
                tls,
                new LookUps(service.lookup(), lookUps));
    }

    private static ProxyRules proxies(Map<String, String> environment) {
        try {
            return ProxyRules.of(environment);
        } catch (IllegalArgumentException unusable) {
            throw CommandFailed.config(String.valueOf(unusable.getMessage()));
        }
    }

    HttpUpstreams upstreams() {
        return upstreams;
    }

    /** Asks for a name, anew each time, and waits for the answer, 2 s at most. */
    List<InetAddress> lookUp(String host) throws UnknownHostException, InterruptedException {
        FutureTask<List<InetAddress>> question =
                new FutureTask<>(() -> lookUps.lookup().addresses(host));
        try {
            lookUps.threads().execute(question);
            return question.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException _) {
            throw new UnknownHostException(host);
        }
    }

    /** Makes ready what the first call to a provider over TLS would wait for, where one of them is spoken to over TLS. */
    void prepare(Configuration configuration) {
        if (configuration.providers().values().stream()
                .anyMatch(provider -> provider.origin().secure())) {
            tls.prepare();
        }
    }

    /** The files that providers' certificates are checked against may have changed. */
    void reload() {
        tls.reload();
    }

    @Override
    public void close() {
        upstreams.close();
    }

    private static UpstreamEvents counted(Metrics metrics) {
        LongAdder open = new LongAdder();
        metrics.gauge("sluice_upstream_connections", "Open connections to providers.", open::sum);
        return new UpstreamEvents() {
            @Override
            public void opened(Origin origin) {
                open.increment();
            }

            @Override
            public void closed(Origin origin) {
                open.decrement();
            }

            @Override
            public void failed(Origin origin, UpstreamFault.Kind kind) {
                metrics.upstreamFault(kind);
            }
        };
    }
}
