package io.sluice.gateway.sign;

/** Where something lasting comes from. Blocks; called on a virtual thread, by one at a time. */
@FunctionalInterface
interface Source<T extends Lasting> {
    /** Fetches it anew. */
    T fetch() throws SignFailed, InterruptedException;
}
