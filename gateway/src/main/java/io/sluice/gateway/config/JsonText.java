package io.sluice.gateway.config;

import io.sluice.dialects.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any value of the file as the JSON it stands for: quoted scalars are texts, bare ones what YAML takes them for. */
public record JsonText(String json) {
    private static final String NUMBER = "-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?";

    /** Reads it. */
    record Anything() implements Reader<JsonText> {
        @Override
        public @Nullable JsonText read(Value value) {
            JsonWriter json = new JsonWriter();
            return write(value, json) ? new JsonText(json.toString()) : null;
        }

        @Override
        public String form() {
            return "anything JSON has";
        }
    }

    private static boolean write(Value value, JsonWriter json) {
        if (value.absent()) {
            json.nothing();
            return true;
        }
        return value.scalar() ? scalar(value, json) : value.list() ? list(value.items(), json) : map(value, json);
    }

    private static boolean list(List<Value> items, JsonWriter json) {
        json.beginArray();
        boolean whole = true;
        for (Value item : items) {
            whole &= write(item, json);
        }
        json.endArray();
        return whole;
    }

    private static boolean map(Value value, JsonWriter json) {
        json.beginObject();
        boolean whole = true;
        for (Map.Entry<String, Value> member : value.members().entrySet()) {
            json.name(member.getKey());
            whole &= write(member.getValue(), json);
        }
        json.endObject();
        return whole;
    }

    private static boolean scalar(Value value, JsonWriter json) {
        String text = value.text();
        if (text == null) {
            return false;
        }
        if (!value.word()) {
            json.string(text);
        } else if (text.matches(NUMBER)) {
            json.raw(text);
        } else if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            json.bool(text.equalsIgnoreCase("true"));
        } else {
            value.problem(value.seen() + " is a number that JSON does not have; write it in decimal");
            return false;
        }
        return true;
    }
}
