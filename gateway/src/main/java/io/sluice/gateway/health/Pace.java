package io.sluice.gateway.health;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long calls take to their first token, as shares of calls: counts in buckets that grow by a quarter, halved from time
 * to time so that old calls count less. Safe for all loops; nobody waits, and a count lost between two of them is none
 * that matters.
 */
final class Pace {
    /** Fewer calls say nothing of shares. */
    static final int ENOUGH = 20;

    private static final int MOST = 1_000;
    private static final double GROWTH = Math.log(1.25);
    private static final int BUCKETS = 70;
    private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS + 1);

    /** A call took so long, milliseconds. */
    void took(double millis) {
        int bucket = millis <= 1 ? 0 : Math.min(BUCKETS - 1, 1 + (int) (Math.log(millis) / GROWTH));
        counts.incrementAndGet(bucket);
        if (counts.incrementAndGet(BUCKETS) >= MOST) {
            halve();
        }
    }

    private void halve() {
        int all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += counts.updateAndGet(i, count -> count / 2);
        }
        counts.set(BUCKETS, all);
    }

    /** Within how many milliseconds so many percent are done, at most a quarter too long; NaN while there are too few. */
    double within(int percent) {
        int all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += counts.get(i);
        }
        if (all < ENOUGH) {
            return Double.NaN;
        }
        double wanted = all * (percent / 100.0);
        int seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return Math.exp(i * GROWTH);
            }
        }
        return Math.exp(BUCKETS * GROWTH);
    }
}
