package io.sluice.dialects.cohere;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.ErrorFacts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Errors of Cohere: a message and an id in a body, a word and a text at the end of a stream. */
final class CohereErrors {
    private static final int LONGEST_TEXT = 2_000;

    private CohereErrors() {}

    /** What an error's body says, whatever it is. */
    static ErrorFacts read(int status, Bytes body) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(body);
        String message = "";
        if (scanner.end() == null) {
            JsonReader json = new JsonReader(body, 0);
            message = json.peek() == Kind.OBJECT ? ObjectView.of(json).text("message") : "";
        }
        String text = body.utf8(0, Math.min(body.length(), LONGEST_TEXT)).strip();
        return new ErrorFacts(status, null, message.isEmpty() ? text : message, null, null);
    }

    /** The error that ends an answer for that reason; null where the reason is none. */
    static @Nullable ErrorFacts ended(String reason, String type, String message) {
        int status = switch (reason) {
            case "ERROR", "ERROR_TOXIC", "ERROR_LIMIT" -> 502;
            case "TIMEOUT" -> 504;
            default -> 0;
        };
        if (status == 0) {
            return null;
        }
        String said = message.isEmpty() ? "Cohere ended the answer with " + reason : message;
        return new ErrorFacts(status, type.isEmpty() ? reason : type, said, null, null);
    }
}
