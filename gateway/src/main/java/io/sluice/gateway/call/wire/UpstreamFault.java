package io.sluice.gateway.call.wire;

/**
 * Why an upstream request failed.
 *
 * @param kind which step, see there
 * @param detail for the log and the caller's message; names no credential and no internal address of ours
 */
public record UpstreamFault(Kind kind, String detail) {

    /** The steps at which an upstream may fail. */
    public enum Kind {
        /** The request cannot stand in HTTP (CR, LF or NUL in a header or in the target): nothing was sent, no retry helps. */
        UNSENDABLE,
        /** The name could not be resolved. */
        DNS,
        /** No connection: refused, unreachable, or the proxy said no. */
        CONNECT,
        /** No connection within its clock. */
        CONNECT_TIMEOUT,
        /** The TLS handshake failed or its clock ran out. */
        TLS,
        /** A kept connection turned out to be closed before any byte of the answer: safe to try once more, perhaps billed. */
        STALE,
        /** No byte of the answer within its clock, or the answer not whole within its clock. */
        TIMEOUT,
        /** Bytes stopped coming mid-answer. */
        STALLED,
        /** The connection ended before the answer did. */
        CUT,
        /** Not HTTP, or HTTP that contradicts itself. */
        MALFORMED,
        /** Head or decoded body beyond their bounds. */
        TOO_LARGE,
        /** A content encoding we did not ask for and do not know, or one that does not decode. */
        ENCODING
    }
}
