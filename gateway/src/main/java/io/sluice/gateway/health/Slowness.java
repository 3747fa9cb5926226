package io.sluice.gateway.health;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whether a target is much slower than it is of itself: first tokens that take over {@value #TIMES} times as long as they
 * usually do there, and over {@value #FLOOR_MILLIS} ms, are to its breaker what failures are to that of failures.
 * Immutable. Times are milliseconds of a clock that only grows.
 *
 * <p>What is usual follows slowly, slow calls included, so that a model that has become slower for good is not left alone
 * for good.
 *
 * @param usual time to the first token; NaN before the first
 * @param measured how many calls that is known of, no more than count
 * @param last the newest time to the first token
 * @param breaker opens on slow calls
 */
record Slowness(double usual, int measured, double last, Breaker breaker) {
    static final int TIMES = 4;
    static final int FLOOR_MILLIS = 2_000;

    /** With fewer calls nothing is usual. */
    static final int ENOUGH = 20;

    /** The share of a slow call in what is usual, and the least of any. */
    private static final double SHARE = 1.0 / 100;

    /** Nothing was measured. */
    static final Slowness UNKNOWN = new Slowness(Double.NaN, 0, Double.NaN, Breaker.CLOSED);

    /** A call that was sent then took so long to its first token. */
    Slowness took(double millis, long now, long sent, RandomGenerator chance) {
        boolean slow = measured >= ENOUGH && millis > FLOOR_MILLIS && millis > TIMES * usual;
        double counted = measured >= ENOUGH ? Math.min(millis, TIMES * usual) : millis;
        double share = slow ? SHARE : Math.max(SHARE, 1.0 / (measured + 1));
        double next = Double.isNaN(usual) ? millis : usual + share * (counted - usual);
        Breaker after = slow ? breaker.failed(now, sent, chance) : breaker.succeeded(now, sent);
        return new Slowness(next, Math.min(measured + 1, ENOUGH), millis, after);
    }

    /** A call is sent there. */
    Slowness sent(long now) {
        return with(breaker.sent(now));
    }

    /** A call ended without a first token that says anything. */
    Slowness unknown() {
        return with(breaker.unknown());
    }

    private Slowness with(Breaker other) {
        return other.equals(breaker) ? this : new Slowness(usual, measured, last, other);
    }

    /** Why it rests, in words; null where it does not. */
    @Nullable
    String rest(long now) {
        return breaker.restMillis(now) == 0
                ? null
                : "slow: " + Math.round(last) + " ms to the first token where " + Math.round(usual) + " are usual";
    }
}
