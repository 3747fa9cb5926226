package io.sluice.gateway.drill;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Times, counted in buckets that are each at most a thirty-second wider than they are long: any number of them in a few
 * kilobytes, and no quantile more than 3 % above what it was. Microseconds. Safe for all threads.
 */
final class Spread {
    private static final int BITS = 5;
    private static final int PARTS = 1 << BITS;
    // Up to 2^41 us, some 25 days.
    private static final int BUCKETS = (41 - BITS + 1) * PARTS;

    /** No time was counted. */
    static final long NONE = -1;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    void add(long micros) {
        counts.incrementAndGet(Math.min(BUCKETS - 1, bucket(Math.max(0, micros))));
    }

    private static int bucket(long micros) {
        if (micros < PARTS) {
            return (int) micros;
        }
        int doublings = 63 - Long.numberOfLeadingZeros(micros) - BITS;
        return (doublings + 1) * PARTS + (int) (micros >>> doublings) - PARTS;
    }

    /** The longest time that falls into a bucket. */
    private static long longest(int bucket) {
        if (bucket < PARTS) {
            return bucket;
        }
        int doublings = bucket / PARTS - 1;
        return ((long) (bucket % PARTS + PARTS + 1) << doublings) - 1;
    }

    /** The time within which that share of what was counted lies, microseconds; {@link #NONE} where nothing was. */
    long within(double share) {
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            all += counts.get(i);
        }
        if (all == 0) {
            return NONE;
        }
        long wanted = Math.max(1, (long) Math.ceil(share * all));
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return longest(i);
            }
        }
        return longest(BUCKETS - 1);
    }
}
