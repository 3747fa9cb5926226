package io.sluice.gateway.app;

import io.sluice.gateway.http.HttpEvents;
import io.sluice.gateway.observe.Metrics;
import java.util.concurrent.atomic.LongAdder;

/** Counts callers' connections, and what was refused before it became a call. */
final class ConnectionCounts implements HttpEvents {
    private final LongAdder open = new LongAdder();
    private final Metrics metrics;

    ConnectionCounts(Metrics metrics) {
        this.metrics = metrics;
        metrics.gauge("sluice_connections", "Open connections of callers.", open::sum);
    }

    @Override
    public void connectionOpened() {
        open.increment();
    }

    @Override
    public void connectionClosed() {
        open.decrement();
    }

    @Override
    public void connectionRefused() {
        metrics.refused("too_many_connections");
    }

    @Override
    public void connectionFlooded() {
        metrics.refused("http2_flood");
    }

    @Override
    public void requestRefused(String code) {
        metrics.refused(code);
    }
}
