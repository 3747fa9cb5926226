package io.sluice.dialects.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An error in no dialect's words yet, or one read from a provider.
 *
 * @param status the HTTP status that fits; of a provider's error inside a stream the one it names, else 502
 * @param code stable and machine-readable; null where the provider gave none
 * @param message for people
 * @param type the dialect's own class of error ({@code invalid_request_error}); null where none is known
 * @param param the request field at fault
 * @param retryAfter how long to wait where the body, not a header, says so (Gemini); null elsewhere
 */
public record ErrorFacts(
        int status,
        @Nullable String code,
        String message,
        @Nullable String type,
        @Nullable String param,
        @Nullable Duration retryAfter) {
    /** An error whose body does not say how long to wait. */
    public ErrorFacts(
            int status, @Nullable String code, String message, @Nullable String type, @Nullable String param) {
        this(status, code, message, type, param, null);
    }

    /** The same, told with another status. */
    public ErrorFacts status(int other) {
        return new ErrorFacts(other, code, message, type, param, retryAfter);
    }

    /** An error of the gateway's own, its type left to the dialect. */
    public static ErrorFacts of(int status, String code, String message) {
        return new ErrorFacts(status, code, message, null, null);
    }
}
