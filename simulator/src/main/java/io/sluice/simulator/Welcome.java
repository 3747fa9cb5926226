package io.sluice.simulator;

/** What a new connection meets before any byte is read. */
public enum Welcome {
    /** It is served. */
    SERVE,
    /** It is reset at once; with TLS that is in the handshake. */
    RESET,
    /** It is accepted and nothing is ever read from it; with TLS the handshake hangs. */
    SILENCE
}
