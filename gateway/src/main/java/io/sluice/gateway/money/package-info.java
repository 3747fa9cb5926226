/** Exact amounts of money, and what usage costs by the catalog's prices. */
@NullMarked
package io.sluice.gateway.money;

import org.jspecify.annotations.NullMarked;
