package io.sluice.gateway.health;

import java.util.random.RandomGenerator;

/**
 * Whether something that failed is left alone for a while: closed, open until a moment, or half open with one call on its
 * way to find out. Immutable; every change gives another. Times are milliseconds of a clock that only grows.
 *
 * <p>It opens after {@link #IN_A_ROW} failures in a row, or once half of at least {@link #SEVERAL} calls within
 * {@link #WINDOW_MILLIS} failed. Each time it opens again without a success between, it stays open twice as long.
 *
 * @param inARow failures since the last success
 * @param windowFrom when the calls that are counted began
 * @param calls ended since then
 * @param failed of them
 * @param opened how often it opened since it was last closed; 0 where it is closed
 * @param until when a call may find out whether it does again
 * @param probing whether one is on its way
 */
record Breaker(int inARow, long windowFrom, int calls, int failed, int opened, long until, boolean probing) {
    static final int IN_A_ROW = 5;
    static final int SEVERAL = 20;
    static final long WINDOW_MILLIS = 30_000;
    static final long SHORTEST_MILLIS = 2_000;
    static final long LONGEST_MILLIS = 30_000;

    /** One that nothing happened to. */
    static final Breaker CLOSED = new Breaker(0, 0, 0, 0, 0, 0, false);

    /** How much longer it should be left alone; 0 where it need not be. A probe on its way counts as a moment. */
    long restMillis(long now) {
        if (opened == 0) {
            return 0;
        }
        return probing ? Math.max(1, until - now) : Math.max(0, until - now);
    }

    /** A call is sent there: the first after its rest is the probe. */
    Breaker sent(long now) {
        boolean probe = opened > 0 && now >= until;
        return probe ? new Breaker(inARow, windowFrom, calls, failed, opened, until, true) : this;
    }

    /** A call succeeded. */
    Breaker succeeded(long now) {
        if (opened > 0) {
            return CLOSED;
        }
        return now - windowFrom > WINDOW_MILLIS
                ? new Breaker(0, now, 1, 0, 0, 0, false)
                : new Breaker(0, windowFrom, calls + 1, failed, 0, 0, false);
    }

    /** A call failed. */
    Breaker failed(long now, RandomGenerator chance) {
        boolean fresh = now - windowFrom > WINDOW_MILLIS;
        Breaker counted = new Breaker(
                inARow + 1,
                fresh ? now : windowFrom,
                fresh ? 1 : calls + 1,
                fresh ? 1 : failed + 1,
                opened,
                until,
                probing);
        if (opened > 0) {
            // What was sent before it opened says nothing new.
            return probing || now >= until ? counted.open(now, chance) : counted;
        }
        boolean half = counted.calls >= SEVERAL && counted.failed * 2 > counted.calls;
        return counted.inARow >= IN_A_ROW || half ? counted.open(now, chance) : counted;
    }

    /** A call ended that says nothing of it: the caller left, or the request was wrong. */
    Breaker unknown() {
        return probing ? new Breaker(inARow, windowFrom, calls, failed, opened, until, false) : this;
    }

    private Breaker open(long now, RandomGenerator chance) {
        long rest = Math.min(LONGEST_MILLIS, SHORTEST_MILLIS << Math.min(opened, 10));
        // Half of it by chance, so that many gateways do not come back at once.
        long until = now + rest / 2 + chance.nextLong(rest / 2 + 1);
        return new Breaker(inARow, windowFrom, calls, failed, opened + 1, until, false);
    }
}
