package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.ErrorFacts;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Errors as Google writes them. */
final class ErrorText {
    private static final String TYPES = "type.googleapis.com/google.rpc.";

    private ErrorText() {}

    /** The body: our code stands as the reason of an {@code ErrorInfo}, as Google's own reasons do. */
    static String body(ErrorFacts error, @Nullable String callId) {
        JsonWriter json = new JsonWriter().beginObject().name("error").beginObject();
        json.name("code").number(error.status());
        json.name("message").string(error.message());
        json.name("status").string(word(error));
        if (error.code() != null || callId != null || error.param() != null || error.retryAfter() != null) {
            json.name("details").beginArray();
            details(json, error, callId);
            json.endArray();
        }
        return json.endObject().endObject().toString();
    }

    private static void details(JsonWriter json, ErrorFacts error, @Nullable String callId) {
        if (error.code() != null || callId != null) {
            json.beginObject().name("@type").string(TYPES + "ErrorInfo");
            if (error.code() != null) {
                json.name("reason").string(error.code());
            }
            json.name("domain").string("sluice");
            if (callId != null) {
                json.name("metadata")
                        .beginObject()
                        .name("call_id")
                        .string(callId)
                        .endObject();
            }
            json.endObject();
        }
        if (error.param() != null) {
            json.beginObject().name("@type").string(TYPES + "BadRequest").name("fieldViolations");
            json.beginArray().beginObject().name("field").string(error.param());
            json.name("description")
                    .string(error.message())
                    .endObject()
                    .endArray()
                    .endObject();
        }
        if (error.retryAfter() != null) {
            json.beginObject().name("@type").string(TYPES + "RetryInfo");
            json.name("retryDelay").string(seconds(error.retryAfter())).endObject();
        }
    }

    private static String seconds(Duration wait) {
        BigDecimal seconds = BigDecimal.valueOf(wait.getSeconds()).add(BigDecimal.valueOf(wait.getNano(), 9));
        return (seconds.signum() == 0 ? BigDecimal.ZERO : seconds.stripTrailingZeros()).toPlainString() + "s";
    }

    /** The status word: the error's own where it is one of Google's. */
    private static String word(ErrorFacts error) {
        if (error.type() != null && status(error.type()) != 0) {
            return error.type();
        }
        return switch (error.status()) {
            case 400, 413, 415, 422 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 402, 412 -> "FAILED_PRECONDITION";
            case 403 -> "PERMISSION_DENIED";
            case 404, 410 -> "NOT_FOUND";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            case 409 -> "ABORTED";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 405, 501 -> "UNIMPLEMENTED";
            case 502, 503, 529 -> "UNAVAILABLE";
            default -> error.status() >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
        };
    }

    /** The HTTP status of a status word; 0 of any other word, 502 where there is none. */
    static int status(@Nullable String word) {
        return switch (word) {
            case null -> 502;
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> 400;
            case "UNAUTHENTICATED" -> 401;
            case "PERMISSION_DENIED" -> 403;
            case "NOT_FOUND" -> 404;
            case "ABORTED", "ALREADY_EXISTS" -> 409;
            case "RESOURCE_EXHAUSTED" -> 429;
            case "CANCELLED" -> 499;
            case "INTERNAL", "UNKNOWN", "DATA_LOSS" -> 500;
            case "UNIMPLEMENTED" -> 501;
            case "UNAVAILABLE" -> 503;
            case "DEADLINE_EXCEEDED" -> 504;
            default -> 0;
        };
    }
}
