package io.sluice.gateway.health;

import java.util.random.RandomGenerator;

/**
 * Whether something that failed is left alone for a while: closed, open until a moment, or half open with one call on its
 * way to find out. Immutable; every change gives another. Times are milliseconds of a clock that only grows.
 *
 * <p>It opens after {@link #IN_A_ROW} failures in a row, or once half of at least {@link #SEVERAL} calls within
 * {@link #WINDOW_MILLIS} failed. Each time it opens again without a success between, it stays open twice as long. What
 * was sent before the failures began, or before it opened, says nothing of how it does since: streams that were running
 * end well while nothing new is answered, and requests that hang are given up long after others are answered again.
 *
 * @param row failures since the last success
 * @param window calls that are counted
 * @param opened how often it opened since it was last closed; 0 where it is closed
 * @param openedAt when it did last
 * @param until when a call may find out whether it does again
 * @param probing whether one is on its way
 */
record Breaker(Row row, Window window, int opened, long openedAt, long until, boolean probing) {
    static final int IN_A_ROW = 5;
    static final int SEVERAL = 20;
    static final long WINDOW_MILLIS = 30_000;
    static final long SHORTEST_MILLIS = 2_000;
    static final long LONGEST_MILLIS = 10_000;

    /** One that nothing happened to. */
    static final Breaker CLOSED = new Breaker(Row.NONE, new Window(0, 0, 0), 0, 0, 0, false);

    /** Failures one after another, and when the first of them was seen. */
    record Row(int length, long since) {
        static final Row NONE = new Row(0, Long.MIN_VALUE);

        Row more(long now) {
            return new Row(length + 1, length == 0 ? now : since);
        }
    }

    /** Calls that ended since a moment, and those of them that failed. */
    record Window(long from, int calls, int failed) {
        Window more(long now, boolean failure) {
            boolean fresh = now - from > WINDOW_MILLIS;
            int more = failure ? 1 : 0;
            return new Window(fresh ? now : from, fresh ? 1 : calls + 1, fresh ? more : failed + more);
        }

        boolean half() {
            return calls >= SEVERAL && failed * 2 > calls;
        }
    }

    /** How much longer it should be left alone; 0 where it need not be. A probe on its way counts as a moment. */
    long restMillis(long now) {
        if (opened == 0) {
            return 0;
        }
        return probing ? Math.max(1, until - now) : Math.max(0, until - now);
    }

    /** How it stands. */
    State state(long now) {
        if (opened == 0) {
            return State.CLOSED;
        }
        return probing || now >= until ? State.HALF_OPEN : State.OPEN;
    }

    /** How a breaker may stand. */
    enum State {
        /** Calls go there. */
        CLOSED,
        /** One call may find out whether it does again, or is on its way. */
        HALF_OPEN,
        /** It is left alone. */
        OPEN
    }

    /** A call is sent there: the first after its rest is the probe. */
    Breaker sent(long now) {
        boolean probe = opened > 0 && now >= until;
        return probe ? new Breaker(row, window, opened, openedAt, until, true) : this;
    }

    /** A call that was sent just now succeeded. */
    Breaker succeeded(long now) {
        return succeeded(now, now);
    }

    /** The answer to a call began: it does again, if it did not; how it ends is another question. */
    Breaker began(long sent) {
        return opened > 0 && sent >= openedAt ? CLOSED : this;
    }

    /** A call succeeded. */
    Breaker succeeded(long now, long sent) {
        if (opened > 0) {
            return began(sent);
        }
        return new Breaker(sent < row.since ? row : Row.NONE, window.more(now, false), 0, 0, 0, false);
    }

    /** A call that was sent just now failed. */
    Breaker failed(long now, RandomGenerator chance) {
        return failed(now, now, chance);
    }

    /** A call failed. */
    Breaker failed(long now, long sent, RandomGenerator chance) {
        if (opened > 0) {
            return sent >= openedAt && (probing || now >= until) ? open(now, chance) : this;
        }
        Breaker counted = new Breaker(row.more(now), window.more(now, true), 0, 0, 0, false);
        return counted.row.length >= IN_A_ROW || counted.window.half() ? counted.open(now, chance) : counted;
    }

    /** A call ended that says nothing of it: the caller left, or the request was wrong. */
    Breaker unknown() {
        return probing ? new Breaker(row, window, opened, openedAt, until, false) : this;
    }

    private Breaker open(long now, RandomGenerator chance) {
        long rest = Math.min(LONGEST_MILLIS, SHORTEST_MILLIS << Math.min(opened, 10));
        // Half of it by chance, so that many gateways do not come back at once.
        long end = now + rest / 2 + chance.nextLong(rest / 2 + 1);
        return new Breaker(row, window, opened + 1, now, end, false);
    }
}
