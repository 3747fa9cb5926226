package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Texts as JSON, and texts that should be JSON. */
final class Texts {
    private Texts() {}

    /** The text as a JSON string, quotes included. */
    static String quoted(String text) {
        return new String(JsonWriter.quoted(text), StandardCharsets.UTF_8);
    }

    /** Whether that text is one JSON object. */
    static boolean isObject(String text) {
        return text.stripLeading().startsWith("{") && isJson(text);
    }

    /** Whether that text is one JSON value. */
    static boolean isJson(String text) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(Bytes.of(text));
        return scanner.end() == null;
    }

    /** Whether there is nothing in it but blanks; Bedrock takes no such text. */
    static boolean isBlank(String text) {
        return text.isBlank();
    }
}
