package io.sluice.gateway.budget;

import java.util.List;
import java.util.function.Consumer;

/** A wish in the queue. It is answered at most once, and not after it was given up. */
public final class Ticket {
    private final Ledger ledger;
    private final List<Balance> balances;
    private final Wish wish;
    private final Consumer<ReservationResult> told;

    Ticket(Ledger ledger, List<Balance> balances, Wish wish, Consumer<ReservationResult> told) {
        this.ledger = ledger;
        this.balances = List.copyOf(balances);
        this.wish = wish;
        this.told = told;
    }

    /** Waits no longer; whether it was still waiting. */
    public boolean giveUp() {
        return ledger.giveUp(this);
    }

    List<Balance> balances() {
        return balances;
    }

    Wish wish() {
        return wish;
    }

    Consumer<ReservationResult> told() {
        return told;
    }
}
