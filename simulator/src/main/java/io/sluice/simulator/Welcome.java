package io.sluice.simulator;

/** What a new connection meets before any byte of it is understood. */
public enum Welcome {
    /** It is served. */
    SERVE,
    /**
     * It is reset as soon as something is sent on it; with TLS that is in the handshake. Not before: a reset that comes
     * while the peer still connects is a connection that was never taken.
     */
    RESET,
    /** It is accepted and nothing is ever read from it; with TLS the handshake hangs. */
    SILENCE
}
