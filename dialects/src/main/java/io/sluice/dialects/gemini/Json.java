package io.sluice.dialects.gemini;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import java.util.Set;

/** Whether a text that somebody else wrote is JSON. */
final class Json {
    private Json() {}

    static boolean isObject(String text) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(Bytes.of(text));
        return scanner.end() == null && scanner.outline().kind() == Kind.OBJECT;
    }
}
