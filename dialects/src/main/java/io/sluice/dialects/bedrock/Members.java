package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of one object, taken out one after another; what is left in the end has no place in our words. */
final class Members {
    private final Map<String, Bytes> values = new LinkedHashMap<>();

    private Members() {}

    /** Those of that value; none where it is no object. A repeated name counts as its last. */
    static Members of(@Nullable Bytes json) {
        Members members = new Members();
        if (json == null) {
            return members;
        }
        JsonReader reader = new JsonReader(json, 0);
        if (reader.enter(Kind.OBJECT)) {
            while (reader.more()) {
                String name = reader.name();
                int start = reader.position();
                reader.skip();
                members.values.put(name, json.slice(start, reader.offset()));
            }
        }
        return members;
    }

    /** Takes a member out; null where it is missing, and where it is null. */
    @Nullable
    Bytes take(String name) {
        Bytes value = values.remove(name);
        return value == null || Values.kind(value) == Kind.NULL ? null : value;
    }

    /** Takes a member out if it is of that kind; else it stays. */
    @Nullable
    Bytes take(String name, Kind kind) {
        Bytes value = values.get(name);
        return value == null || Values.kind(value) != kind ? null : take(name);
    }

    /** Puts back what was taken out and turned out to be nothing we know. */
    void putBack(String name, Bytes value) {
        values.put(name, value);
    }

    /** Takes a string out; empty where there is none. */
    String text(String name) {
        return Values.text(take(name, Kind.STRING));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The name of the first member; empty where there is none. */
    String first() {
        return values.isEmpty() ? "" : values.keySet().iterator().next();
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** What nobody took, as JSON texts. */
    Map<String, String> rest() {
        Map<String, String> rest = new LinkedHashMap<>();
        values.forEach((name, value) -> rest.put(name, Values.raw(value)));
        return rest;
    }

    /** What nobody took, as an object. */
    String restAsObject() {
        JsonWriter json = new JsonWriter().beginObject();
        values.forEach((name, value) -> json.name(name).raw(value));
        return json.endObject().toString();
    }
}
