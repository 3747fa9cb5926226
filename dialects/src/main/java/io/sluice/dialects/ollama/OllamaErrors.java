package io.sluice.dialects.ollama;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Errors as Ollama writes them: a text under {@code error}; proxies before it may put an object with a message there. */
final class OllamaErrors {
    private static final int LONGEST_TEXT = 2_000;

    private OllamaErrors() {}

    /** What a body says, whatever it is. */
    static ErrorFacts read(int status, Bytes body) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(body);
        String text = scanner.end() == null ? text(new JsonReader(body, 0)) : null;
        String plain = body.utf8(0, Math.min(body.length(), LONGEST_TEXT)).strip();
        return new ErrorFacts(status, null, text == null ? plain : text, null, null);
    }

    private static @Nullable String text(JsonReader json) {
        if (json.enter(Kind.OBJECT)) {
            while (json.more()) {
                if (json.name().equals("error")) {
                    return message(json);
                }
                json.skip();
            }
        }
        return null;
    }

    /** The value of an {@code error} member; null where it says there is none. */
    static @Nullable ErrorFacts value(JsonReader json) {
        boolean none = json.peek() == Kind.NULL;
        String text = message(json);
        return none || text.isEmpty() ? null : new ErrorFacts(502, null, text, null, null);
    }

    private static String message(JsonReader json) {
        if (json.peek() == Kind.STRING) {
            return json.string();
        }
        if (json.peek() != Kind.OBJECT) {
            return json.raw();
        }
        String message = "";
        JsonReader members = json.copy();
        String whole = json.raw();
        members.enter(Kind.OBJECT);
        while (members.more()) {
            if (members.name().equals("message")) {
                message = members.stringOrEmpty();
            } else {
                members.skip();
            }
        }
        return message.isEmpty() ? whole : message;
    }
}
