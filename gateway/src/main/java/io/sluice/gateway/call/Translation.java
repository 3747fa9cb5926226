package io.sluice.gateway.call;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Dialect;

/**
 * How an attempt's answer comes back to a caller of another dialect.
 *
 * @param from the provider's dialect
 * @param to the caller's
 * @param asked what the writer must know of the call
 */
record Translation(Dialect from, Dialect to, Asked asked) {}
