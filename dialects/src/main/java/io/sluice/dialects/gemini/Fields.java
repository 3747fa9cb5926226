package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Extras;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of one object; what is taken out is understood, what is left is kept as it is. */
final class Fields {
    private final Map<String, Value> members = new LinkedHashMap<>();

    Fields(Value object, boolean protobuf) {
        JsonReader reader = object.reader();
        if (!reader.enter(Kind.OBJECT)) {
            return;
        }
        while (reader.more()) {
            String name = reader.name();
            Value value = Value.next(reader, object.document());
            if (!protobuf) {
                members.put(name, value);
            } else if (!value.is(Kind.NULL)) {
                members.put(camel(name), value);
            }
        }
    }

    /** A field's name as Google documents it: callers write {@code max_output_tokens} too. */
    static String camel(String name) {
        if (name.indexOf('_') <= 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length());
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }

    @Nullable
    Value get(String name) {
        return members.get(name);
    }

    @Nullable
    Value take(String name) {
        return members.remove(name);
    }

    /** The text of a member that is a string, taken; empty where it is none. */
    String text(String name) {
        Value value = members.get(name);
        if (value == null || !value.is(Kind.STRING)) {
            return "";
        }
        members.remove(name);
        return value.text();
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** What is left. */
    Map<String, Value> left() {
        return members;
    }

    /** What is left, as extras of this dialect. */
    Extras extras() {
        Map<String, String> fields = new LinkedHashMap<>();
        members.forEach((name, value) -> fields.put(name, value.raw()));
        return Extras.of(GeminiGenerate.ID, fields);
    }
}
