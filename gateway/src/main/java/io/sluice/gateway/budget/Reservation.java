package io.sluice.gateway.budget;

import io.sluice.gateway.money.Money;
import java.util.List;

/**
 * What one attempt holds of every budget above it. It ends exactly once, settled or released; whatever is said after that
 * changes nothing.
 */
public final class Reservation {
    private final Ledger ledger;
    private final List<Hold> holds;
    private Money held;
    private boolean ended;

    /** A balance, and the stretch of its window the reservation was made in. */
    record Hold(Balance balance, long stretch) {}

    Reservation(Ledger ledger, List<Hold> holds, Money held) {
        this.ledger = ledger;
        this.holds = List.copyOf(holds);
        this.held = held;
    }

    /** Holds that much more of every budget, or of none: false where one of them has it not. Never waits. */
    public boolean grow(Money more) {
        return ledger.grow(this, more);
    }

    /** It cost that much: what is held beyond is given back. */
    public void settle(Money cost) {
        ledger.settle(this, cost);
    }

    /** It cost nothing. */
    public void release() {
        ledger.settle(this, Money.ZERO);
    }

    /** How much it holds of each. */
    public Money held() {
        return held;
    }

    List<Hold> holds() {
        return holds;
    }

    boolean ended() {
        return ended;
    }

    void holds(Money now) {
        held = now;
    }

    void end() {
        ended = true;
    }
}
