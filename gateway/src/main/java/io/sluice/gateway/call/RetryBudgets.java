package io.sluice.gateway.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many second attempts at the same upstream there may be: a tenth of its calls, and ten in a burst. Moving on to
 * another target is no retry. Safe for all threads.
 */
public final class RetryBudgets {
    private static final int TENTHS = 10;
    private static final int BURST = 10 * TENTHS;

    private final Map<String, AtomicInteger> tenths = new ConcurrentHashMap<>();

    /** A call is sent to an upstream for the first time. */
    void called(String upstream) {
        of(upstream).updateAndGet(left -> Math.min(BURST, left + 1));
    }

    /** Takes one retry at it, if there is one. */
    boolean take(String upstream) {
        AtomicInteger left = of(upstream);
        int seen = left.get();
        while (seen >= TENTHS) {
            if (left.compareAndSet(seen, seen - TENTHS)) {
                return true;
            }
            seen = left.get();
        }
        return false;
    }

    private AtomicInteger of(String upstream) {
        AtomicInteger known = tenths.get(upstream);
        return known == null ? tenths.computeIfAbsent(upstream, _ -> new AtomicInteger(BURST)) : known;
    }
}
