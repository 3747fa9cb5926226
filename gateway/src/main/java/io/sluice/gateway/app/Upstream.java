package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.net.Loops;
import io.sluice.gateway.observe.Metrics;
import io.sluice.gateway.upstream.HttpUpstreams;
import io.sluice.gateway.upstream.UpstreamEvents;
import io.sluice.gateway.upstream.UpstreamSettings;
import io.sluice.gateway.upstream.reach.Names;
import io.sluice.gateway.upstream.reach.ProxyRules;
import io.sluice.gateway.upstream.reach.Reach;
import io.sluice.gateway.upstream.reach.TlsContexts;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** The way to the providers, put together. */
final class Upstream {
    // Look-ups are native code, and building the trust of TLS takes tens of milliseconds: neither belongs on a loop.
    private static final int THREADS = 4;

    private Upstream() {}

    static HttpUpstreams of(Loops loops, Map<String, String> environment, Metrics metrics) {
        ExecutorService threads = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().daemon().name("reach-", 0).factory());
        Names names = new Names(host -> List.of(InetAddress.getAllByName(host)), threads, System::nanoTime);
        TlsContexts tls = new TlsContexts(threads);
        Reach reach = new Reach(names, ProxyRules.of(environment), tls);
        return new HttpUpstreams(loops, UpstreamSettings.DEFAULT, reach, counted(metrics), System::nanoTime);
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
