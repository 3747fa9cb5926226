package io.sluice.gateway.observe;

import io.sluice.gateway.call.wire.Loop;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Measures how late each event loop is: something on a loop that waits or computes shows here first. */
public final class LoopDelay {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Metrics metrics;
    private final LongSupplier ticker;

    /** Tells the metrics, measured on this ticker. */
    public LoopDelay(Metrics metrics, LongSupplier ticker) {
        this.metrics = metrics;
        this.ticker = ticker;
    }

    /** Watches a loop for as long as it runs. */
    public void watch(Loop loop) {
        long due = ticker.getAsLong() + EVERY.toNanos();
        loop.after(EVERY, () -> {
            metrics.loopDelay(Math.max(0, ticker.getAsLong() - due));
            watch(loop);
        });
    }
}
