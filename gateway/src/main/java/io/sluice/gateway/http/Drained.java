package io.sluice.gateway.http;

/** A connection that can be asked to end. */
interface Drained {

    /** Ends as soon as nothing runs on it; takes nothing new. */
    void drain();

    /** Ends now, whatever runs on it. */
    void cut();
}
