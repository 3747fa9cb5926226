package io.sluice.gateway.call;

import io.sluice.dialects.model.ErrorFacts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call cannot be answered as asked, in terms a caller can act on. Each dialect tells it in its own shape.
 *
 * @param status the HTTP status
 * @param code stable, for programs: {@code model_not_found}
 * @param message for people: what was wrong, what was seen, what to do
 * @param param the field or header at fault, or null
 * @param retryAfter how long to wait before the same call may work, or null where waiting is not the remedy
 */
public record Failure(
        int status,
        String code,
        String message,
        @Nullable String param,
        @Nullable Duration retryAfter) {

    /** A failure without a field at fault and without a time to wait. */
    public static Failure of(int status, String code, String message) {
        return new Failure(status, code, message, null, null);
    }

    /** A failure that names the field at fault. */
    public static Failure at(String param, int status, String code, String message) {
        return new Failure(status, code, message, param, null);
    }

    /** What a dialect refused of a request. */
    public static Failure refused(ErrorFacts error) {
        String code = error.code();
        return new Failure(
                error.status(), code == null ? "invalid_request" : code, error.message(), error.param(), null);
    }

    /** The same, with a time after which trying again may help. */
    public Failure retryAfter(Duration wait) {
        return new Failure(status, code, message, param, wait);
    }
}
