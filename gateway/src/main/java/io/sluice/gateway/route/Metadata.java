package io.sluice.gateway.route;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of a request's metadata. */
final class Metadata {
    private Metadata() {}

    /** The members that are texts, of the JSON of an object; none of null. */
    static Map<String, String> texts(@Nullable String json) {
        Map<String, String> texts = new HashMap<>();
        if (json == null) {
            return texts;
        }
        JsonReader reader = new JsonReader(Bytes.of(json), 0);
        if (reader.enter(Kind.OBJECT)) {
            while (reader.more()) {
                String name = reader.name();
                if (reader.peek() == Kind.STRING) {
                    texts.put(name, reader.string());
                } else {
                    reader.skip();
                }
            }
        }
        return texts;
    }
}
