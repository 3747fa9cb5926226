package io.sluice.gateway.http;

import io.netty.util.concurrent.ScheduledFuture;
import io.sluice.gateway.net.NettyLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks at everything with a clock on one loop, a few times a second, so that a request arms no timer at all. Used on
 * its loop only.
 */
final class Sweeper {
    private final Set<Swept> all = new LinkedHashSet<>();
    private final LongSupplier nanos;
    private final ScheduledFuture<?> ticking;

    Sweeper(NettyLoop loop, Duration interval, LongSupplier nanos) {
        this.nanos = nanos;
        this.ticking = loop.eventLoop()
                .scheduleWithFixedDelay(this::sweep, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    long now() {
        return nanos.getAsLong();
    }

    void add(Swept one) {
        all.add(one);
    }

    void remove(Swept one) {
        all.remove(one);
    }

    /** Does something with each; it may remove itself meanwhile. */
    void each(Consumer<Swept> act) {
        List.copyOf(all).forEach(act);
    }

    void stop() {
        ticking.cancel(false);
    }

    private void sweep() {
        long now = now();
        for (Swept one : new ArrayList<>(all)) {
            one.sweep(now);
        }
    }
}
