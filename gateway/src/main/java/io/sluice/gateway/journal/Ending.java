package io.sluice.gateway.journal;

import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param status the HTTP status the caller saw, or 0 when it saw none
 * @param errorClass the kind of failure ({@code caller}, {@code upstream}, {@code overload} ...), or null
 * @param errorCode the stable code in the caller's error, or null
 * @param finishReason the provider's own word, or null
 * @param callerGone whether the caller left before the end
 */
public record Ending(
        int status,
        @Nullable String errorClass,
        @Nullable String errorCode,
        @Nullable String finishReason,
        boolean callerGone) {

    /** The error class of a call whose process died; what it cost and how it ended is not known. */
    public static final String CRASHED = "crashed";
}
