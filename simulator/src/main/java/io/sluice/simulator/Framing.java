package io.sluice.simulator;

/** How the end of an answer's body is told. */
public enum Framing {
    /** A content-length header. */
    LENGTH,
    /** Chunked transfer coding, one chunk a piece. */
    CHUNKED,
    /** The connection is closed after the last byte. */
    UNTIL_CLOSE,
    /** Nothing is added: the script's own headers say what they say, true or not. */
    AS_WRITTEN
}
