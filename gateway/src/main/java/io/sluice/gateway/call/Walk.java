package io.sluice.gateway.call;

import io.sluice.gateway.call.wire.Headers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where a call stands in its plan: which leg it is on, what may follow a failure, and how much time is left. Decides; the
 * doing is {@link Attempts}'. Times are nanoseconds of the ticker.
 */
final class Walk {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    // Who asks for more is not waited for, even where the caller would: most would not.
    private static final Duration LONGEST_ASKED = Duration.ofSeconds(60);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final ArrayDeque<Leg> left;
    private final Set<String> tried = new HashSet<>();
    private final Map<Integer, Long> began = new HashMap<>();
    private final long deadline;
    private final RetryBudgets retries;
    private final RandomGenerator chance;
    private final boolean sentBefore;
    private Leg now;
    private int again;

    /** What follows a failure. */
    sealed interface Next {

        /** Another leg, at once. */
        record Move(Leg leg) implements Next {}

        /** The same leg after a pause. */
        record Retry(Leg leg, Duration pause) implements Next {}

        /** Nothing: the caller is told. */
        record Tell() implements Next {}
    }

    /**
     * At the first leg of a plan.
     *
     * @param caller what the caller says of how long the whole call may take, and of having sent it before
     */
    Walk(Collection<Leg> legs, long nowNanos, Headers caller, RetryBudgets retries, RandomGenerator chance) {
        this.left = new ArrayDeque<>(legs);
        Duration most = asked(caller);
        this.deadline = most == null ? Long.MAX_VALUE : nowNanos + most.toNanos();
        this.sentBefore = TryAgain.already(caller);
        this.retries = retries;
        this.chance = chance;
        this.now = left.remove();
        begin(now, nowNanos);
    }

    /** The leg it is on. */
    Leg leg() {
        return now;
    }

    /** Whether a failure of that class at that leg would not end the call; asking changes nothing. */
    boolean goesOn(Leg failed, FailureClass failure, long nowNanos) {
        return nowNanos < deadline && (retriable(failed, failure) || moves(failed, failure));
    }

    /** How long to wait before the next leg is taken beside the one it is on; null where none is meant to be. */
    @Nullable
    Duration beside() {
        Leg next = left.peek();
        Leg.Hedge own = now.hedge();
        return own != null && next != null && own.equals(next.hedge()) ? own.after() : null;
    }

    /** Takes the next leg beside the one it is on; null where there is none, or no time. */
    @Nullable
    Leg takeBeside(long nowNanos) {
        while (beside() != null && nowNanos < deadline) {
            Leg next = left.remove();
            if (!tried.contains(next.target().lane()) && until(next) > nowNanos) {
                begin(next, nowNanos);
                again = 0;
                now = next;
                return next;
            }
        }
        return null;
    }

    /** Whether there is anything after this leg. */
    boolean last() {
        return left.isEmpty()
                && now.terms().retries() == null
                && now.terms().on().isEmpty();
    }

    /**
     * What follows a failure at a leg, and goes there.
     *
     * @param failure null where the target was not asked: it is left out, and the next one is tried
     * @param asked how long the provider asks to wait
     */
    Next after(Leg failed, @Nullable FailureClass failure, @Nullable Duration asked, long nowNanos) {
        if (nowNanos >= deadline) {
            return new Next.Tell();
        }
        // Who takes no more for now is not waited for while another could do it.
        boolean elsewhere = failure == FailureClass.RATE_LIMIT && moves(failed, failure);
        if (failure != null && retriable(failed, failure) && !elsewhere) {
            Duration pause = pause(asked);
            if (pause.compareTo(LONGEST_ASKED) <= 0
                    && nowNanos + pause.toNanos() < Math.min(deadline, until(now))
                    && retries.take(now.target().provider().lane())) {
                again++;
                return new Next.Retry(now, pause);
            }
        }
        return failure == null || moves(failed, failure) ? move(failed, failure, nowNanos) : new Next.Tell();
    }

    private Next move(Leg failed, @Nullable FailureClass failure, long nowNanos) {
        if (failure != null && failed.terms().on().get(failure) instanceof Leg.Follow.Divert(var legs)) {
            left.clear();
            left.addAll(legs);
        }
        while (!left.isEmpty()) {
            Leg leg = left.remove();
            if (fresh(failed, leg, failure) && until(leg) > nowNanos) {
                begin(leg, nowNanos);
                now = leg;
                again = 0;
                return new Next.Move(leg);
            }
        }
        return new Next.Tell();
    }

    /** Not tried yet; another credential of the same target only helps against what is wrong with the one. */
    private boolean fresh(Leg failed, Leg leg, @Nullable FailureClass failure) {
        boolean same = leg.target().served().equals(failed.target().served());
        return !tried.contains(leg.target().lane()) && (!same || failure == null || failure.ofTheCredential());
    }

    private void begin(Leg leg, long nowNanos) {
        tried.add(leg.target().lane());
        leg.terms().spans().forEach(span -> began.putIfAbsent(span.node(), nowNanos));
        if (!sentBefore) {
            retries.called(leg.target().provider().lane());
        }
    }

    // What was overtaken by an attempt beside it is not tried again.
    private boolean retriable(Leg failed, FailureClass failure) {
        Integer most = failed.terms().retries();
        return most != null
                && again < most
                && failed.equals(now)
                && failure.retries()
                && follow(failed, failure) instanceof Leg.Follow.Next;
    }

    private boolean moves(Leg failed, FailureClass failure) {
        return switch (follow(failed, failure)) {
            case Leg.Follow.Stop() -> false;
            case Leg.Follow.Next() -> left.stream().anyMatch(leg -> fresh(failed, leg, failure));
            case Leg.Follow.Divert(var legs) -> legs.stream().anyMatch(leg -> fresh(failed, leg, failure));
        };
    }

    private static Leg.Follow follow(Leg failed, FailureClass failure) {
        Leg.Follow said = failed.terms().on().get(failure);
        if (said != null) {
            return said;
        }
        return failure.movesOn() ? new Leg.Follow.Next() : new Leg.Follow.Stop();
    }

    /** What the provider asks for, else ever longer and by chance, so that callers do not come back all at once. */
    private Duration pause(@Nullable Duration asked) {
        if (asked != null && !asked.isNegative()) {
            return asked;
        }
        long most = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(again, 10));
        return Duration.ofMillis(chance.nextLong(most + 1));
    }

    /** How long an attempt at this leg may take; null where nobody says. */
    @Nullable
    Duration remaining(Leg leg, long nowNanos) {
        long end = Math.min(deadline, until(leg));
        return end == Long.MAX_VALUE ? null : Duration.ofNanos(Math.max(0, end - nowNanos));
    }

    private long until(Leg leg) {
        long end = Long.MAX_VALUE;
        for (Leg.Span span : leg.terms().spans()) {
            Long from = began.get(span.node());
            if (from != null) {
                end = Math.min(end, from + span.most().toNanos());
            }
        }
        return end;
    }

    /** How long the caller gives the whole call, by the header it says so in; null where it does not. */
    private static @Nullable Duration asked(Headers headers) {
        Duration own = time(headers.first("x-sluice-timeout-ms"), 1);
        if (own != null) {
            return own;
        }
        Duration other = time(headers.first("x-litellm-timeout"), 1_000);
        return other == null ? time(headers.first("x-stainless-timeout"), 1_000) : other;
    }

    private static @Nullable Duration time(@Nullable String text, long millis) {
        if (text == null || !text.matches("\\d{1,9}(\\.\\d{1,6})?")) {
            return null;
        }
        long parsed = Math.round(Double.parseDouble(text) * millis);
        return parsed == 0 ? null : Duration.ofMillis(parsed);
    }
}
