package io.sluice.gateway.budget;

import io.sluice.gateway.money.Money;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What was spent and is reserved of one budget. Only its {@link Ledger} changes it, one at a time.
 *
 * <p>What a call costs counts where its reservation was made: money of a stretch that is over is out of sight with it,
 * and never counts twice.
 */
public final class Balance {
    private Budget budget;
    private final NavigableMap<Long, Sums> stretches = new TreeMap<>();

    /** A stretch of time. */
    private record Sums(Money settled, Money reserved) {
        static final Sums NONE = new Sums(Money.ZERO, Money.ZERO);
    }

    Balance(Budget budget) {
        this.budget = budget;
    }

    /** The budget as it is now. */
    Budget budget() {
        return budget;
    }

    void budget(Budget changed) {
        budget = changed;
    }

    /** The stretch of that moment; those that count no more are forgotten. */
    long at(Instant now) {
        long stretch = budget.window().stretch(now);
        stretches.headMap(stretch - budget.window().counting() + 1, false).clear();
        return stretch;
    }

    Money settled(Instant now) {
        at(now);
        return stretches.values().stream().map(Sums::settled).reduce(Money.ZERO, Money::plus);
    }

    Money reserved(Instant now) {
        at(now);
        return stretches.values().stream().map(Sums::reserved).reduce(Money.ZERO, Money::plus);
    }

    /** Whether so much more can be reserved. */
    boolean has(Money more, Instant now) {
        return settled(now).plus(reserved(now)).plus(more).compareTo(budget.limit()) <= 0;
    }

    /** Whether so much more could be spent if nothing were reserved. */
    boolean leaves(Money more, Instant now) {
        return settled(now).plus(more).compareTo(budget.limit()) <= 0;
    }

    /** Reserves more, or less where that is negative, in a stretch; nothing where that is forgotten. */
    void reserve(long stretch, Money more, Instant now) {
        if (counts(stretch, now)) {
            Sums sums = stretches.getOrDefault(stretch, Sums.NONE);
            stretches.put(stretch, new Sums(sums.settled, sums.reserved.plus(more)));
        }
    }

    /** Spends so much of what was reserved, or of what was not. */
    void settle(long stretch, Money spent, Instant now) {
        if (counts(stretch, now)) {
            Sums sums = stretches.getOrDefault(stretch, Sums.NONE);
            stretches.put(stretch, new Sums(sums.settled.plus(spent), sums.reserved));
        }
    }

    private boolean counts(long stretch, Instant now) {
        return stretch > at(now) - budget.window().counting();
    }
}
