package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns Gemini's own schemas (OpenAPI's, with types in capitals or as numbers, {@code nullable}, numbers in quotes) into
 * JSON Schema. Order is kept; {@code propertyOrdering} becomes the order of the properties.
 */
final class SchemaReading {
    private static final List<String> TYPES =
            List.of("", "string", "number", "integer", "boolean", "array", "object", "null");
    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength");
    private static final int DEEPEST = 100;

    private SchemaReading() {}

    /** The JSON Schema a Gemini schema means. */
    static String jsonSchema(Value schema) {
        JsonWriter json = new JsonWriter();
        write(json, schema, 0);
        return json.toString();
    }

    private static void write(JsonWriter json, Value schema, int depth) {
        if (!schema.is(Kind.OBJECT) || depth > DEEPEST) {
            json.raw(schema.raw());
            return;
        }
        Map<String, Value> members = schema.fields().left();
        Value nullable = members.get("nullable");
        boolean orNull = nullable != null && nullable.is(Kind.TRUE) && members.containsKey("type");
        json.beginObject();
        members.forEach((name, value) -> member(json, name, value, members, orNull, depth));
        json.endObject();
    }

    private static void member(
            JsonWriter json, String name, Value value, Map<String, Value> members, boolean orNull, int depth) {
        switch (name) {
            case "type" -> type(json.name(name), value, orNull);
            case "nullable" -> {
                if (!orNull) {
                    json.name(name).raw(value.raw());
                }
            }
            case "properties" -> properties(json.name(name), value, members.get("propertyOrdering"), depth);
            case "propertyOrdering" -> {
                if (!members.containsKey("properties")) {
                    json.name(name).raw(value.raw());
                }
            }
            case "items", "additionalProperties" -> write(json.name(name), value, depth + 1);
            case "anyOf" -> {
                json.name(name).beginArray();
                value.elements().forEach(element -> write(json, element, depth + 1));
                json.endArray();
            }
            case "enum" -> enumeration(json.name(name), value, orNull);
            default -> {
                Long count = COUNTS.contains(name) ? Numbers.whole(value) : null;
                json.name(name).raw(count == null ? value.raw() : count.toString());
            }
        }
    }

    private static void type(JsonWriter json, Value value, boolean orNull) {
        String type = type(value);
        if (type == null) {
            json.raw(value.raw());
        } else if (orNull) {
            json.beginArray().string(type).string("null").endArray();
        } else {
            json.string(type);
        }
    }

    private static @Nullable String type(Value value) {
        if (value.is(Kind.STRING)) {
            return value.text().toLowerCase(Locale.ROOT);
        }
        int number = Numbers.small(value);
        return value.is(Kind.NUMBER) && number > 0 && number < TYPES.size() ? TYPES.get(number) : null;
    }

    private static void enumeration(JsonWriter json, Value value, boolean orNull) {
        json.beginArray();
        value.elements().forEach(element -> json.raw(element.raw()));
        if (orNull) {
            json.nothing();
        }
        json.endArray();
    }

    private static void properties(JsonWriter json, Value value, @Nullable Value ordering, int depth) {
        Map<String, Value> left = new LinkedHashMap<>(value.ownFields().left());
        List<String> order = new ArrayList<>();
        if (ordering != null) {
            ordering.elements().forEach(name -> order.add(name.text()));
        }
        json.beginObject();
        for (String name : order) {
            Value property = left.remove(name);
            if (property != null) {
                write(json.name(name), property, depth + 1);
            }
        }
        left.forEach((name, property) -> write(json.name(name), property, depth + 1));
        json.endObject();
    }
}
