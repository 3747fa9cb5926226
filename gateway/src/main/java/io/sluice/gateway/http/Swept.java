package io.sluice.gateway.http;

/** Something with clocks of its own that is looked at now and then, on its loop. */
interface Swept {

    /** Compares its clocks with now (nanoseconds, of no fixed origin) and acts on those that have run out. */
    void sweep(long now);
}
