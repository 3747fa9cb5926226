package io.sluice.gateway.catalog;

/** How a provider wants its credential. */
public sealed interface AuthScheme {

    /** {@code Authorization: Bearer KEY}. */
    record Bearer() implements AuthScheme {}

    /** {@code NAME: KEY}, the key as it is; the name is in lower case. */
    record Header(String name) implements AuthScheme {}

    /** Nothing is sent. */
    record None() implements AuthScheme {}
}
