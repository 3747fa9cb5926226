package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Errors as Anthropic writes them: {@code {type: error, error: {type, message}, request_id}}. Our code and the field at
 * fault stand beside the message, under names the API does not use.
 */
final class MessagesErrors {
    private static final int LONGEST_TEXT = 2_000;
    private static final Map<String, Integer> STATUSES = Map.of(
            "invalid_request_error", 400,
            "authentication_error", 401,
            "billing_error", 402,
            "permission_error", 403,
            "not_found_error", 404,
            "request_too_large", 413,
            "rate_limit_error", 429,
            "api_error", 500,
            "timeout_error", 504,
            "overloaded_error", 529);

    private MessagesErrors() {}

    /** The body. */
    static byte[] body(ErrorFacts error, @Nullable String callId) {
        JsonWriter json = new JsonWriter().beginObject().name("type").string("error");
        json.name("error").beginObject();
        json.name("type").string(type(error));
        json.name("message").string(error.message());
        if (error.code() != null) {
            json.name("code").string(error.code());
        }
        if (error.param() != null) {
            json.name("param").string(error.param());
        }
        json.endObject();
        if (callId != null) {
            json.name("request_id").string(callId);
        }
        return json.endObject().toBytes();
    }

    /** The same as one stream event. */
    static byte[] event(ErrorFacts error, @Nullable String callId) {
        String body = new String(body(error, callId), StandardCharsets.UTF_8);
        return ("event: error\ndata: " + body + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What a provider's body says, whatever it is; Google's and AWS's own errors come from their hosts of Claude. */
    static ErrorFacts read(int status, Bytes body) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(body);
        if (scanner.end() == null) {
            return of(new JsonReader(body, 0), status);
        }
        String text = body.utf8(0, Math.min(body.length(), LONGEST_TEXT)).strip();
        return new ErrorFacts(status, null, text, null, null);
    }

    /** The error that is the reader's next value: a body, its {@code error} member, or a text. */
    static ErrorFacts of(JsonReader json, int status) {
        JsonReader value = json.copy();
        if (value.peek() == Kind.ARRAY) {
            // Google wraps the errors of streams in a list.
            value.enter(Kind.ARRAY);
            if (!value.more()) {
                value = json.copy();
            }
        }
        if (value.peek() != Kind.OBJECT) {
            String text = value.peek() == Kind.STRING ? value.string() : value.raw();
            return facts(status, text, "", "", null);
        }
        Fields body = Fields.of(value.copy());
        JsonReader inner = body.at("error");
        if (inner != null && inner.peek() == Kind.STRING) {
            return facts(status, inner.string(), "", "", null);
        }
        Fields error = inner != null && inner.peek() == Kind.OBJECT ? Fields.of(inner) : body;
        String message = error.text("message");
        return facts(
                status,
                message.isEmpty() ? value.raw() : message,
                error.text("type"),
                error.text("code"),
                error.textOrNull("param"));
    }

    private static ErrorFacts facts(int known, String message, String type, String code, @Nullable String param) {
        int status = known != 0 ? known : STATUSES.getOrDefault(type, 502);
        String said =
                !code.isEmpty() ? code : message.startsWith("prompt is too long") ? "context_length_exceeded" : null;
        return new ErrorFacts(status, said, message, type.isEmpty() ? null : type, param);
    }

    private static String type(ErrorFacts error) {
        return error.type() != null && STATUSES.containsKey(error.type()) ? error.type() : type(error.status());
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 408, 504 -> "timeout_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
