package io.sluice.gateway.call;

import org.jspecify.annotations.Nullable;

/**
 * How a call ended, seen from the caller.
 *
 * @param ending which way
 * @param status the status the caller got, or 0 where none was sent
 * @param failure what was refused or went wrong, or null
 */
public record Outcome(Ending ending, int status, @Nullable Failure failure) {

    /** The ways a call ends. */
    public enum Ending {
        /** The caller has a whole answer: a provider's (its own errors included) or ours. */
        ANSWERED,
        /** The caller got a failure in place of an answer. */
        REFUSED,
        /** An answer had begun and could not be ended. */
        BROKEN,
        /** The caller left before the end. */
        CALLER_GONE
    }
}
