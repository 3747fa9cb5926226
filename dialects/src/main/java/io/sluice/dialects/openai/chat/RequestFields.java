package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The top-level fields of a request that is being written; {@code a.b} is the member {@code b} of the object {@code a}. */
final class RequestFields {
    private static final Set<String> OBJECTS = Set.of(
            "stream_options",
            "reasoning",
            "thinking",
            "chat_template_kwargs",
            "chat_template_args",
            "reasoning_options");

    private final Map<String, String> plain = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> objects = new LinkedHashMap<>();

    /** Sets a field to JSON text; one that is set already stays. */
    void put(String name, String json) {
        int dot = name.indexOf('.');
        String object = dot < 0 ? "" : name.substring(0, dot);
        if (OBJECTS.contains(object)) {
            objects.computeIfAbsent(object, any -> new LinkedHashMap<>()).putIfAbsent(name.substring(dot + 1), json);
        } else {
            plain.putIfAbsent(name, json);
        }
    }

    void put(String name, long value) {
        put(name, Long.toString(value));
    }

    void put(String name, boolean value) {
        put(name, Boolean.toString(value));
    }

    void text(String name, String value) {
        put(name, new JsonWriter().string(value).toString());
    }

    void write(JsonWriter json) {
        plain.forEach((name, value) -> {
            if (!objects.containsKey(name)) {
                json.name(name).raw(value);
            }
        });
        objects.forEach((name, members) -> {
            json.name(name).beginObject();
            members.forEach((member, value) -> json.name(member).raw(value));
            json.endObject();
        });
    }
}
