package io.sluice.gateway.catalog;

/** What becomes of a request of which something cannot be carried into the dialect of its target. */
public enum LossPolicy {
    /** It goes, and only the record names what was lost. */
    DROP,
    /** It goes, and a header of the answer names what was lost. */
    WARN,
    /** It does not go: 400. */
    REJECT
}
