package io.sluice.benchmarks.load;

import java.util.Arrays;

/** Counts durations in buckets less than two percent wide. One thread. */
final class Latencies {
    private static final int BITS = 7;
    private static final int PER_POWER = 1 << BITS;
    private static final double NANOS_A_MICRO = 1_000;

    private final long[] counts = new long[PER_POWER * (Long.SIZE - BITS)];
    private long total;

    void add(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    /** The duration in microseconds that this share of them did not exceed; 0 where there are none. */
    double micros(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < counts.length && total > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return middle(i) / NANOS_A_MICRO;
            }
        }
        return 0;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - BITS - Long.numberOfLeadingZeros(value));
        return shift * PER_POWER + (int) (value >>> shift);
    }

    private static double middle(int bucket) {
        int shift = bucket / PER_POWER;
        int value = bucket % PER_POWER;
        return shift == 0 ? value : (value + 0.5) * (1L << shift);
    }
}
