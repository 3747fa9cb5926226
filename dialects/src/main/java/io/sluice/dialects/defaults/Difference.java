package io.sluice.dialects.defaults;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Merge;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one document says that another does not. */
final class Difference {
    private Difference() {}

    /** The members of {@code after} that {@code before} does not have or has otherwise; of objects in both, within them. */
    static Map<String, String> of(Bytes before, Bytes after) {
        Map<String, String> old = Merge.members(before);
        Map<String, String> different = new LinkedHashMap<>();
        Merge.members(after).forEach((name, json) -> {
            String was = old.get(name);
            if (was != null && isObject(was) && isObject(json)) {
                Map<String, String> within = of(Bytes.of(was), Bytes.of(json));
                if (!within.isEmpty()) {
                    different.put(name, object(within));
                }
            } else if (!json.equals(was)) {
                different.put(name, json);
            }
        });
        return different;
    }

    private static boolean isObject(String json) {
        return new JsonReader(Bytes.of(json), 0).peek() == Kind.OBJECT;
    }

    private static String object(Map<String, String> members) {
        JsonWriter json = new JsonWriter().beginObject();
        members.forEach((name, value) -> json.name(name).raw(value));
        return json.endObject().toString();
    }
}
