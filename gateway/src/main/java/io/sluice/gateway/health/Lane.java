package io.sluice.gateway.health;

import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.wire.Headers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One target, or one credential: its breakers, its limits, its pace. Safe for all loops; nobody waits. */
final class Lane {
    /** A time to the first token counts half as much after so long, milliseconds. */
    private static final double HALF_LIFE = 60_000;

    /** A measured pace is too old to go by after so long, milliseconds. */
    private static final long STALE = 600_000;

    private final LaneName name;
    private final Watcher watcher;
    private final Tally tally = new Tally();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Pace pace = new Pace();
    private final Room room = new Room();
    private final AtomicReference<State> state = new AtomicReference<>(State.FRESH);
    private volatile long changed;
    private volatile int probed;

    /** Of that name, from now on. */
    Lane(LaneName name, Watcher watcher, long now) {
        this.name = name;
        this.watcher = watcher;
        this.changed = now;
    }

    LaneName name() {
        return name;
    }

    Tally tally() {
        return tally;
    }

    /**
     * All that changes together.
     *
     * @param limitedUntil until when the provider said it takes no more
     * @param limit the class of what it said
     * @param firstToken the usual time to the first token, milliseconds; NaN where none was measured
     * @param measured when that was last measured
     * @param slowness how its first tokens come beside what is usual
     */
    private record State(
            Breaker breaker,
            long limitedUntil,
            @Nullable FailureClass limit,
            double firstToken,
            long measured,
            Slowness slowness) {
        static final State FRESH = new State(Breaker.CLOSED, Long.MIN_VALUE, null, Double.NaN, 0, Slowness.UNKNOWN);

        State with(Breaker other, Slowness slow) {
            return other.equals(breaker) && slow.equals(slowness)
                    ? this
                    : new State(other, limitedUntil, limit, firstToken, measured, slow);
        }
    }

    void sent(long now) {
        sent(now, Lanes.Need.UNKNOWN);
    }

    /** A call that needs about so much is sent there. */
    void sent(long now, Lanes.Need need) {
        inFlight.incrementAndGet();
        room.sent(need);
        change(now, was -> was.with(was.breaker.sent(now), was.slowness.sent(now)));
    }

    /** The head of an answer may say what is left of its limits. */
    void headed(Headers head, long now) {
        LimitHeaders.read(head, room, now);
    }

    /** What was sent has ended, however. */
    void ended() {
        inFlight.decrementAndGet();
    }

    /** It answered what was sent then; {@code firstToken} is milliseconds, or NaN where it was not measured. */
    void succeeded(long now, long sent, double firstToken) {
        if (!Double.isNaN(firstToken)) {
            pace.took(firstToken);
        }
        change(now, was -> {
            Breaker breaker = was.breaker.succeeded(now, sent);
            return Double.isNaN(firstToken)
                    ? was.with(breaker, was.slowness)
                    : new State(breaker, was.limitedUntil, was.limit, decayed(was, now, firstToken), now, was.slowness);
        });
    }

    /** The first token of what was sent then took so long for a call of usual length, milliseconds; NaN where it is not known. */
    void began(long now, long sent, double millis, RandomGenerator chance) {
        change(
                now,
                was -> was.with(
                        was.breaker.began(sent),
                        Double.isNaN(millis) ? was.slowness.unknown() : was.slowness.took(millis, now, sent, chance)));
    }

    private static double decayed(State was, long now, double firstToken) {
        if (Double.isNaN(was.firstToken)) {
            return firstToken;
        }
        // At least a tenth of the newest: a steady stream of calls must not freeze the figure.
        double kept = Math.min(0.9, Math.pow(0.5, (now - was.measured) / HALF_LIFE));
        return was.firstToken * kept + firstToken * (1 - kept);
    }

    /** What was sent then failed. */
    void failed(long now, long sent, RandomGenerator chance) {
        change(now, was -> was.with(was.breaker.failed(now, sent, chance), was.slowness.unknown()));
    }

    /** It was given up for another that was sooner: it takes at least so long, milliseconds. */
    void outrun(long now, double millis) {
        pace.took(millis);
        unknown(now);
    }

    /** Within how many milliseconds so many percent of its calls have a first token; NaN where too few were measured. */
    double within(int percent) {
        return pace.within(percent);
    }

    void unknown(long now) {
        change(now, was -> was.with(was.breaker.unknown(), was.slowness.unknown()));
    }

    /** The provider said it takes no more for so long. */
    void limited(long now, long millis, FailureClass limit) {
        change(
                now,
                was -> new State(
                        was.breaker.unknown(),
                        Math.max(was.limitedUntil, now + millis),
                        limit,
                        was.firstToken,
                        was.measured,
                        was.slowness.unknown()));
    }

    private void change(long now, UnaryOperator<State> step) {
        State was;
        State is;
        do {
            was = state.get();
            is = step.apply(was);
        } while (!state.compareAndSet(was, is));
        tell(now, was, is);
    }

    private void tell(long now, State was, State is) {
        Breaker before = was.breaker;
        Breaker after = is.breaker;
        if (after.opened() > before.opened()) {
            changed = now;
            watcher.changed(name, Watcher.Change.OPENED, after.restMillis(now));
        } else if (after.opened() < before.opened()) {
            changed = now;
            probed = 0;
            watcher.changed(name, Watcher.Change.CLOSED, 0);
        } else if (after.probing() && !before.probing() && probed != after.opened()) {
            // Once each time it opened: a probe that says nothing is followed by the next one.
            probed = after.opened();
            watcher.changed(name, Watcher.Change.PROBED, 0);
        }
        Breaker slow = is.slowness.breaker();
        if (slow.opened() > was.slowness.breaker().opened()) {
            watcher.changed(name, Watcher.Change.SLOW, slow.restMillis(now));
        } else if (slow.opened() < was.slowness.breaker().opened()) {
            watcher.changed(name, Watcher.Change.USUAL, 0);
        }
        boolean free = was.limitedUntil == Long.MIN_VALUE || was.limitedUntil <= now;
        if (free && is.limitedUntil > now && (is.limit == FailureClass.AUTH || is.limit == FailureClass.QUOTA)) {
            watcher.changed(
                    name,
                    is.limit == FailureClass.AUTH ? Watcher.Change.REFUSED : Watcher.Change.EMPTY,
                    is.limitedUntil - now);
        }
    }

    /** How its breaker stands. */
    Breaker.State state(long now) {
        return state.get().breaker.state(now);
    }

    /** For how long it has stood so, milliseconds. */
    long stateMillis(long now) {
        Breaker breaker = state.get().breaker;
        long from = breaker.state(now) == Breaker.State.HALF_OPEN ? Math.min(now, breaker.until()) : changed;
        return Math.max(0, now - from);
    }

    /** How it does, for a call of which nothing is known. */
    Lanes.View view(long now) {
        return view(now, Lanes.Need.UNKNOWN);
    }

    /** How it does for a call that needs so much. */
    Lanes.View view(long now, Lanes.Need need) {
        State seen = state.get();
        long limited = seen.limitedUntil - now;
        long broken = seen.breaker.restMillis(now);
        String rest = null;
        long millis = 0;
        if (seen.limitedUntil != Long.MIN_VALUE && limited > 0) {
            rest = "limited by its provider (" + (seen.limit == null ? "" : seen.limit.word()) + ")";
            millis = limited;
        }
        if (broken > millis) {
            rest = "resting after failures";
            millis = broken;
        }
        String slow = seen.slowness.rest(now);
        if (slow != null && seen.slowness.breaker().restMillis(now) > millis) {
            rest = slow;
            millis = seen.slowness.breaker().restMillis(now);
        }
        Allowance.Shortage left = room.shortage(need, now);
        if (left != null && left.millis() > millis) {
            rest = left.told() + ", for another " + Math.ceilDiv(left.millis(), 1_000) + " s";
            millis = left.millis();
        }
        double pace = now - seen.measured > STALE ? Double.NaN : seen.firstToken;
        return new Lanes.View(rest, millis, pace, inFlight.get());
    }
}
