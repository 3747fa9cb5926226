package io.sluice.gateway.budget;

import io.sluice.gateway.money.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every budget: reserves before a call is sent, settles after it, and lets nobody spend what another holds. What is
 * spent and what is reserved of a budget are together never above its limit, unless a provider charges more than can be
 * reserved, or the limit is lowered.
 *
 * <p>All budgets of a call change together or not at all. One at a time, for the time of some additions: safe for all
 * loops. Who waits is told outside of that, on the thread that made room.
 */
public final class Ledger {
    private final InstantSource clock;
    private final Deque<Ticket> queue = new ArrayDeque<>();
    private final Object turn = new Object();

    /** One with nothing in it. */
    public Ledger(InstantSource clock) {
        this.clock = clock;
    }

    /** Keeps a budget, of which so much was spent already. */
    public Balance open(Budget budget, Money spent) {
        Balance balance = new Balance(budget);
        synchronized (turn) {
            Instant now = clock.instant();
            balance.settle(balance.at(now), spent, now);
        }
        return balance;
    }

    /** The limit or window is another from now on. */
    public void change(Balance balance, Budget budget) {
        List<Runnable> told;
        synchronized (turn) {
            balance.budget(budget);
            told = served();
        }
        told.forEach(Runnable::run);
    }

    /** How a budget stands. */
    public Standing standing(Balance balance) {
        synchronized (turn) {
            return standing(balance, clock.instant());
        }
    }

    private static Standing standing(Balance balance, Instant now) {
        return new Standing(
                balance.budget(),
                balance.settled(now),
                balance.reserved(now),
                balance.budget().window().until(now));
    }

    /**
     * Reserves of all of these budgets: the worst case where every one has it, else the least. Where what others hold is in
     * the way, the wish waits behind those that came before it; where what was spent is, it is refused.
     *
     * @param told what became of a wish that waits; called on whichever thread made room
     */
    public ReservationResult ask(Collection<Balance> of, Wish wish, Consumer<ReservationResult> told) {
        List<Balance> balances = List.copyOf(of);
        synchronized (turn) {
            Instant now = clock.instant();
            ReservationResult asked = now(balances, wish, now, queue.stream().noneMatch(one -> shares(one, balances)));
            if (asked != null) {
                return asked;
            }
            Ticket waiting = new Ticket(this, balances, wish, told);
            queue.add(waiting);
            return new ReservationResult.Waits(waiting);
        }
    }

    private static boolean shares(Ticket waiting, List<Balance> balances) {
        return waiting.balances().stream().anyMatch(balances::contains);
    }

    /** What can be done at once, where nobody waits for any of it before; null where it has to wait. */
    private @Nullable ReservationResult now(List<Balance> balances, Wish wish, Instant now, boolean first) {
        for (Balance balance : balances) {
            if (!balance.leaves(wish.least(), now)) {
                return new ReservationResult.Refused(standing(balance, now));
            }
        }
        if (first && all(balances, wish.worst(), now)) {
            return new ReservationResult.Granted(reserved(balances, wish.worst(), now));
        }
        if (first && all(balances, wish.least(), now)) {
            return new ReservationResult.Granted(reserved(balances, wish.least(), now));
        }
        return null;
    }

    private static boolean all(List<Balance> balances, Money more, Instant now) {
        return balances.stream().allMatch(balance -> balance.has(more, now));
    }

    private Reservation reserved(List<Balance> balances, Money amount, Instant now) {
        List<Reservation.Hold> holds = new ArrayList<>(balances.size());
        for (Balance balance : balances) {
            long stretch = balance.at(now);
            balance.reserve(stretch, amount, now);
            holds.add(new Reservation.Hold(balance, stretch));
        }
        return new Reservation(this, holds, amount);
    }

    boolean grow(Reservation reservation, Money more) {
        synchronized (turn) {
            Instant now = clock.instant();
            boolean fits = !reservation.ended()
                    && reservation.holds().stream()
                            .allMatch(hold -> hold.balance().has(more, now));
            if (fits) {
                reservation.holds().forEach(hold -> hold.balance().reserve(hold.stretch(), more, now));
                reservation.holds(reservation.held().plus(more));
            }
            return fits;
        }
    }

    void settle(Reservation reservation, Money cost) {
        List<Runnable> told;
        synchronized (turn) {
            if (reservation.ended()) {
                return;
            }
            reservation.end();
            Instant now = clock.instant();
            Money back = Money.ZERO.minus(reservation.held());
            for (Reservation.Hold hold : reservation.holds()) {
                hold.balance().reserve(hold.stretch(), back, now);
                hold.balance().settle(hold.stretch(), cost, now);
            }
            told = served();
        }
        told.forEach(Runnable::run);
    }

    boolean giveUp(Ticket waiting) {
        List<Runnable> told;
        boolean there;
        synchronized (turn) {
            there = queue.remove(waiting);
            told = served();
        }
        told.forEach(Runnable::run);
        return there;
    }

    /** Serves who waits, in order; who waits for a budget that one before waits for goes on waiting. */
    private List<Runnable> served() {
        List<Runnable> told = new ArrayList<>();
        List<Balance> wanted = new ArrayList<>();
        Instant now = clock.instant();
        for (Iterator<Ticket> each = queue.iterator(); each.hasNext(); ) {
            Ticket waiting = each.next();
            boolean first = waiting.balances().stream().noneMatch(wanted::contains);
            ReservationResult asked = now(waiting.balances(), waiting.wish(), now, first);
            if (asked == null) {
                wanted.addAll(waiting.balances());
            } else {
                each.remove();
                told.add(() -> waiting.told().accept(asked));
            }
        }
        return told;
    }
}
