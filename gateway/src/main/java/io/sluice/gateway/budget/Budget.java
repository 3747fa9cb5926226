package io.sluice.gateway.budget;

import io.sluice.gateway.money.Money;

/**
 * How much may be spent.
 *
 * @param scope whose it is, in words for who is refused: {@code key laptop}
 * @param limit what all calls of a window may cost together
 * @param window over which time
 */
public record Budget(String scope, Money limit, Window window) {}
