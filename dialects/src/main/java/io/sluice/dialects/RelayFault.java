package io.sluice.dialects;

/** Why an answer cannot be relayed any further. What was emitted before was whole and stands. */
public record RelayFault(Cause cause, String message) {
    /** The sort of fault, for the code the caller sees. */
    public enum Cause {
        /** One event, or one value, is larger than we hold ({@code upstream_too_large}). */
        TOO_LARGE,
        /** Not what the dialect writes ({@code upstream_malformed}). */
        MALFORMED
    }
}
