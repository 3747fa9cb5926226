package io.sluice.gateway.budget;

import io.sluice.gateway.money.Money;

/**
 * What is to be reserved.
 *
 * @param worst the most it can cost
 * @param least what it must have to begin
 */
public record Wish(Money worst, Money least) {
    /** A least above the worst, or below nothing, throws {@link IllegalArgumentException}. */
    public Wish {
        if (least.compareTo(worst) > 0 || least.compareTo(Money.ZERO) < 0) {
            throw new IllegalArgumentException("At least " + least + " of at most " + worst);
        }
    }

    /** All or nothing. */
    public static Wish all(Money worst) {
        return new Wish(worst, worst);
    }
}
