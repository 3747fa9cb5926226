package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import org.jspecify.annotations.Nullable;

/** Keeps the first thing found wrong with a request. */
final class Problems {
    private @Nullable ErrorFacts first;

    /** A field that is missing or of another sort than it must be. */
    void expected(String param, String sort, @Nullable Bytes value) {
        String seen = value == null ? "is missing" : "not " + Values.seen(value);
        wrong(param, "'" + param + "' must be " + sort + (value == null ? ", but it " : ", ") + seen + ".");
    }

    void wrong(String param, String message) {
        if (first == null) {
            first = refusal(param, message);
        }
    }

    static ErrorFacts refusal(@Nullable String param, String message) {
        return new ErrorFacts(400, "invalid_request", message, "ValidationException", param);
    }

    @Nullable
    ErrorFacts first() {
        return first;
    }
}
