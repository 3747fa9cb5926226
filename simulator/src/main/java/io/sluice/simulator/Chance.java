package io.sluice.simulator;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Conditions for {@link Simulator#when}: by chance, by time, by count. Each keeps its own state: make one a rule. */
public final class Chance {

    private Chance() {}

    /** So many of a hundred requests, drawn from the generator: the same seed, the same draws in order of arrival. */
    public static Predicate<ReceivedRequest> percent(double percent, RandomGenerator random) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentage is 0 to 100, got " + percent);
        }
        return _ -> {
            synchronized (random) {
                return random.nextDouble() * 100 < percent;
            }
        };
    }

    /** The requests that come from then until before then, counted from now on that clock. */
    public static Predicate<ReceivedRequest> between(Duration from, Duration until, LongSupplier nanos) {
        long start = nanos.getAsLong();
        return _ -> {
            long since = nanos.getAsLong() - start;
            return since >= from.toNanos() && since < until.toNanos();
        };
    }

    /** The first so many requests. Join other conditions in front of this one: what it sees, it counts. */
    public static Predicate<ReceivedRequest> first(long times) {
        AtomicLong seen = new AtomicLong();
        return _ -> seen.getAndIncrement() < times;
    }
}
