package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Extras;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object by name, the last one of a repeated name. It remembers which were asked for, so that
 * what nobody asked for can be kept as extras and nothing is dropped unseen.
 */
final class Fields {
    private final Map<String, JsonReader> values = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();

    private Fields() {}

    /** Those of the object that is the reader's next value, which is passed over; none where it is no object. */
    static Fields of(JsonReader json) {
        Fields fields = new Fields();
        if (json.enter(Kind.OBJECT)) {
            while (json.more()) {
                String name = json.name();
                fields.values.put(name, json.copy());
                json.skip();
            }
        }
        return fields;
    }

    /** A reader before that member's value; null where there is none, or where it is null. */
    @Nullable
    JsonReader at(String name) {
        taken.add(name);
        JsonReader value = values.get(name);
        return value == null || value.peek() == Kind.NULL ? null : value.copy();
    }

    /** A reader before that member's value where it is of that kind. */
    @Nullable
    JsonReader at(String name, Kind kind) {
        JsonReader value = at(name);
        return value != null && value.peek() == kind ? value : null;
    }

    /** The text of that member; empty where it is none. */
    String text(String name) {
        JsonReader value = at(name);
        return value == null ? "" : value.stringOrEmpty();
    }

    /** The text of that member; null where it is none. */
    @Nullable
    String textOrNull(String name) {
        JsonReader value = at(name, Kind.STRING);
        return value == null ? null : value.string();
    }

    /** Whether that member is true. */
    boolean isTrue(String name) {
        return at(name, Kind.TRUE) != null;
    }

    /** The member's value as written; null where there is none, or where it is null. */
    @Nullable
    String raw(String name) {
        JsonReader value = at(name);
        return value == null ? null : value.raw();
    }

    /** What nobody asked for, as extras of this dialect. */
    Extras rest() {
        Map<String, String> rest = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!taken.contains(name)) {
                rest.put(name, value.copy().raw());
            }
        });
        return Extras.of(AnthropicMessages.ID, rest);
    }
}
