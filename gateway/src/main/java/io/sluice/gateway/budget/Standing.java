package io.sluice.gateway.budget;

import io.sluice.gateway.money.Money;
import java.time.Instant;

/**
 * How a budget stands at a moment.
 *
 * @param settled what was spent
 * @param reserved what running calls hold of it
 * @param until when something of it can be spent again
 */
public record Standing(Budget budget, Money settled, Money reserved, Instant until) {

    /** What a call that begins now can still reserve; never less than nothing. */
    public Money left() {
        Money left = budget.limit().minus(settled).minus(reserved);
        return left.compareTo(Money.ZERO) < 0 ? Money.ZERO : left;
    }
}
