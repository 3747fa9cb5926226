/** Budgets that hold to the pico-dollar: what may be spent, what is reserved and what was spent, in memory. */
@NullMarked
package io.sluice.gateway.budget;

import org.jspecify.annotations.NullMarked;
