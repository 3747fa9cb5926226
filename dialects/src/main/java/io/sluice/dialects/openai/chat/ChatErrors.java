package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.ErrorFacts;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Errors as OpenAI writes them: an {@code error} object with message, type, param and code, the last two nullable. */
public final class ChatErrors {
    private static final int LONGEST_TEXT = 2_000;

    private ChatErrors() {}

    /** The body. The call's id stands beside {@code error}, under a name no provider uses. */
    public static byte[] body(ErrorFacts error, @Nullable String callId) {
        JsonWriter json = new JsonWriter().beginObject().name("error").beginObject();
        json.name("message").string(error.message());
        json.name("type").string(error.type() == null ? type(error.status()) : error.type());
        nullable(json.name("param"), error.param());
        nullable(json.name("code"), error.code());
        json.endObject();
        if (callId != null) {
            json.name("sluice").beginObject().name("call_id").string(callId).endObject();
        }
        return json.endObject().toBytes();
    }

    /** The same as one stream event. */
    static byte[] event(ErrorFacts error, @Nullable String callId) {
        return ("data: " + new String(body(error, callId), StandardCharsets.UTF_8) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What a provider's body says, whatever it is. */
    public static ErrorFacts read(int status, Bytes body) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(body);
        if (scanner.end() == null) {
            return ErrorReader.body(new JsonReader(body, 0), status);
        }
        String text = body.utf8(0, Math.min(body.length(), LONGEST_TEXT)).strip();
        return new ErrorFacts(status, null, text, null, null);
    }

    private static String type(int status) {
        if (status >= 500) {
            return "server_error";
        }
        return switch (status) {
            case 402 -> "insufficient_quota";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> "invalid_request_error";
        };
    }

    private static void nullable(JsonWriter json, @Nullable String text) {
        if (text == null) {
            json.nothing();
        } else {
            json.string(text);
        }
    }
}
