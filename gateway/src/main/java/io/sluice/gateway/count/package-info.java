/** Counts the tokens of a request where the provider does not: an estimate, and said to be one. */
@NullMarked
package io.sluice.gateway.count;

import org.jspecify.annotations.NullMarked;
