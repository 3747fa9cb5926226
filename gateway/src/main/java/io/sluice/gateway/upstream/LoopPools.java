package io.sluice.gateway.upstream;

import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.net.NettyLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What the upstream side keeps for one loop: its pools, its running exchanges, and two coarse ticks - one looks at the
 * clocks of what runs, one at the age of what is unused - that stop when there is nothing to look at.
 */
final class LoopPools {
    /** Clocks are seconds; a tenth of one is as late as they may be. */
    private static final Duration TICK = Duration.ofMillis(100);

    /** An unused connection may be closed a twentieth of its time late. */
    private static final int SWEEPS_PER_IDLE = 20;

    private final NettyLoop loop;
    private final LongSupplier nanos;
    private final ClientParts parts;
    private final Duration idle;
    private final Function<Origin, Pool> newPool;
    private final Map<Origin, Pool> pools = new HashMap<>();
    private final List<Exchange> running = new ArrayList<>();
    private boolean ticking;
    private boolean sweeping;
    private boolean closed;

    LoopPools(NettyLoop loop, LongSupplier nanos, ClientParts parts, Function<Origin, Pool> newPool) {
        this.loop = loop;
        this.nanos = nanos;
        this.parts = parts;
        this.idle = parts.settings().idle();
        this.newPool = newPool;
    }

    NettyLoop loop() {
        return loop;
    }

    long now() {
        return nanos.getAsLong();
    }

    Pool pool(Origin origin) {
        return pools.computeIfAbsent(origin, newPool);
    }

    void started(Exchange exchange) {
        exchange.slot(running.size());
        running.add(exchange);
        if (!ticking) {
            ticking = true;
            loop.after(TICK, this::tick);
        }
    }

    /** The last one takes the place of the one that goes. */
    void ended(Exchange exchange) {
        Exchange last = running.removeLast();
        if (last != exchange) {
            running.set(exchange.slot(), last);
            last.slot(exchange.slot());
        }
    }

    /** Takes a connection that is free again; after {@link #close} none is kept. */
    void pooled(Connection connection) {
        if (closed || !connection.alive()) {
            connection.close();
            return;
        }
        connection.pool().put(connection);
        if (!sweeping) {
            sweeping = true;
            loop.after(idle.dividedBy(SWEEPS_PER_IDLE), this::sweep);
        }
    }

    /** Closes what is unused now, and later whatever becomes so. */
    void close() {
        closed = true;
        pools.values().forEach(Pool::closeAll);
    }

    private void tick() {
        long now = now();
        try {
            // Copied: an exchange that runs out of time leaves the list, and its listener may start another.
            for (Exchange exchange : List.copyOf(running)) {
                exchange.tick(now);
            }
        } finally {
            // Whatever a listener throws, the clocks of the others go on.
            ticking = !running.isEmpty();
            if (ticking) {
                loop.after(TICK, this::tick);
            }
        }
    }

    private void warm(Pool pool, long usedSince) {
        Clocks clocks = closed ? null : pool.wanting(usedSince);
        if (clocks != null) {
            pool.warming();
            new Warming(pool, this, parts, clocks).start();
        }
    }

    private void sweep() {
        long since = now() - idle.toNanos();
        sweeping = false;
        long usedSince = now() - parts.settings().warm().toNanos();
        for (Pool pool : pools.values()) {
            pool.closeUnusedSince(since);
            warm(pool, usedSince);
            sweeping |= !pool.isEmpty() || pool.wantedLater(usedSince);
        }
        sweeping &= !closed;
        if (sweeping) {
            loop.after(idle.dividedBy(SWEEPS_PER_IDLE), this::sweep);
        }
    }
}
