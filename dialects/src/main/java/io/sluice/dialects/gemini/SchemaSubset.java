package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes what {@code parameters} and {@code responseSchema} take of a JSON Schema: types in capitals, one each,
 * {@code const} as an enumeration of one, references put in place, {@code allOf} merged. Everything that is cut is a
 * loss.
 */
final class SchemaSubset {
    private static final Set<String> PLAIN = Set.of(
            "title",
            "description",
            "default",
            "example",
            "pattern",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "minLength",
            "maxLength");
    private static final Set<String> FORMATS = Set.of("enum", "date-time", "int32", "int64", "float", "double");
    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");
    private static final Set<String> KNOWN = Set.of(
            "$schema",
            "$id",
            "$anchor",
            "$comment",
            "additionalProperties",
            "unevaluatedProperties",
            "unevaluatedItems",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "prefixItems",
            "contains",
            "minContains",
            "maxContains",
            "additionalItems",
            "uniqueItems",
            "multipleOf",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "not",
            "if",
            "then",
            "else",
            "examples",
            "readOnly",
            "writeOnly",
            "deprecated",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "discriminator",
            "strict");
    private static final int DEEPEST = 60;
    private static final int LARGEST = 256 * 1024;

    private final String path;
    private final Losses losses;
    private final Value root;
    private final Set<String> open = new LinkedHashSet<>();
    private int written;

    private SchemaSubset(String path, Losses losses, Value root) {
        this.path = path;
        this.losses = losses;
        this.root = root;
    }

    /** The subset of that schema; {@code path} is where its losses are. */
    static String of(String schema, String path, Losses losses) {
        Value root = Value.of(schema);
        return new SchemaSubset(path, losses, root).write(root, 0);
    }

    private String write(Value schema, int depth) {
        if (depth > DEEPEST || written > LARGEST) {
            lose("gemini schemas cannot be that large");
            return "{\"type\":\"OBJECT\"}";
        }
        if (!schema.is(Kind.OBJECT)) {
            lose("gemini schemas cannot be true or false");
            return "{}";
        }
        Map<String, Value> members = new LinkedHashMap<>(schema.ownFields().left());
        Value reference = members.remove("$ref");
        if (reference != null) {
            return referred(reference.text(), members, depth);
        }
        merge(members, depth);
        JsonWriter json = new JsonWriter().beginObject();
        new Level(json, members, depth).write();
        String text = json.endObject().toString();
        written += text.length();
        return text;
    }

    /** What is referred to, with what stands beside the reference put over it. */
    private String referred(String reference, Map<String, Value> beside, int depth) {
        Value target = target(reference);
        if (target == null) {
            lose("gemini schemas have no such reference");
            return "{\"type\":\"OBJECT\"}";
        }
        if (!open.add(reference)) {
            lose("gemini schemas cannot refer to themselves");
            return "{\"type\":\"OBJECT\"}";
        }
        Map<String, Value> members = new LinkedHashMap<>(target.ownFields().left());
        members.putAll(beside);
        String text = write(object(members), depth + 1);
        open.remove(reference);
        return text;
    }

    private @Nullable Value target(String reference) {
        if (!reference.startsWith("#")) {
            return null;
        }
        Value at = root;
        for (String step : reference.substring(1).split("/")) {
            if (!step.isEmpty()) {
                Value next = at.ownFields().get(step.replace("~1", "/").replace("~0", "~"));
                if (next == null) {
                    return null;
                }
                at = next;
            }
        }
        return at.is(Kind.OBJECT) ? at : null;
    }

    private static Value object(Map<String, Value> members) {
        JsonWriter json = new JsonWriter().beginObject();
        members.forEach((name, value) -> json.name(name).raw(value.raw()));
        return Value.of(json.endObject().toString());
    }

    /** Puts what {@code allOf} lists into the schema it stands in. */
    private void merge(Map<String, Value> into, int depth) {
        Value all = into.remove("allOf");
        if (all == null) {
            return;
        }
        for (Value part : all.elements()) {
            Map<String, Value> members = new LinkedHashMap<>(part.ownFields().left());
            Value reference = members.remove("$ref");
            Value target = reference == null ? null : target(reference.text());
            if (reference != null && (target == null || depth > DEEPEST)) {
                lose("gemini schemas have no such reference");
            }
            if (target != null) {
                target.ownFields().left().forEach(members::putIfAbsent);
            }
            if (depth <= DEEPEST) {
                merge(members, depth + 1);
            }
            members.forEach((name, value) -> {
                Value own = into.putIfAbsent(name, value);
                if (own != null) {
                    into.put(name, both(name, own, value));
                }
            });
        }
    }

    private Value both(String name, Value own, Value other) {
        if (name.equals("properties")) {
            Map<String, Value> members = new LinkedHashMap<>(own.ownFields().left());
            other.ownFields().left().forEach(members::putIfAbsent);
            return object(members);
        }
        if (name.equals("required")) {
            Set<String> names = new LinkedHashSet<>();
            own.elements().forEach(element -> names.add(element.raw()));
            other.elements().forEach(element -> names.add(element.raw()));
            return Value.of("[" + String.join(",", names) + "]");
        }
        if (!own.raw().equals(other.raw()) && !name.equals("description") && !name.equals("title")) {
            lose("gemini schemas have no allOf: parts that contradict each other");
        }
        return own;
    }

    private void lose(String reason) {
        losses.add(path, reason);
    }

    /** One schema's members on their way out. */
    private final class Level {
        private final JsonWriter json;
        private final Map<String, Value> members;
        private final int depth;

        Level(JsonWriter json, Map<String, Value> members, int depth) {
            this.json = json;
            this.members = members;
            this.depth = depth;
        }

        void write() {
            List<String> types = types();
            boolean nullable = types.remove("null");
            Value already = members.remove("nullable");
            nullable |= already != null && already.is(Kind.TRUE);
            List<Value> alternatives = alternatives();
            nullable |= alternatives.removeIf(Level::isNull);
            if (types.size() == 1) {
                json.name("type").string(types.getFirst().toUpperCase(Locale.ROOT));
            } else if (types.isEmpty() && members.containsKey("properties")) {
                json.name("type").string("OBJECT");
            }
            if (nullable) {
                json.name("nullable").bool(true);
            }
            members.forEach(this::member);
            anyOf(types, alternatives);
        }

        private List<String> types() {
            Value type = members.remove("type");
            List<String> types = new ArrayList<>();
            if (type != null && type.is(Kind.ARRAY)) {
                type.elements().forEach(element -> types.add(element.text().toLowerCase(Locale.ROOT)));
            } else if (type != null) {
                types.add(type.text().toLowerCase(Locale.ROOT));
            } else {
                Value fixed = members.get("const");
                if (fixed != null && fixed.is(Kind.STRING)) {
                    types.add("string");
                }
            }
            return types;
        }

        private List<Value> alternatives() {
            List<Value> all = new ArrayList<>();
            Value any = members.remove("anyOf");
            Value one = members.remove("oneOf");
            if (any != null) {
                all.addAll(any.elements());
            }
            if (one != null) {
                if (any != null) {
                    lose("gemini schemas have no oneOf beside anyOf");
                } else {
                    lose("gemini schemas have no oneOf: taken as anyOf");
                    all.addAll(one.elements());
                }
            }
            return all;
        }

        private static boolean isNull(Value schema) {
            Fields fields = schema.ownFields();
            Value type = fields.get("type");
            return fields.left().size() == 1 && type != null && type.text().equalsIgnoreCase("null");
        }

        private void anyOf(List<String> types, List<Value> alternatives) {
            if (types.size() < 2 && alternatives.isEmpty()) {
                return;
            }
            json.name("anyOf").beginArray();
            for (Value alternative : alternatives) {
                json.raw(SchemaSubset.this.write(alternative, depth + 1));
            }
            if (alternatives.isEmpty()) {
                types.forEach(type -> json.beginObject()
                        .name("type")
                        .string(type.toUpperCase(Locale.ROOT))
                        .endObject());
            } else if (types.size() > 1) {
                lose("gemini schemas have one type each");
            }
            json.endArray();
        }

        private void member(String name, Value value) {
            switch (name) {
                case "properties" -> properties(value);
                case "items" -> {
                    if (value.is(Kind.OBJECT)) {
                        json.name(name).raw(SchemaSubset.this.write(value, depth + 1));
                    } else {
                        lose("gemini schemas have one schema for all items");
                    }
                }
                case "required", "propertyOrdering" -> json.name(name).raw(value.raw());
                case "enum" -> enumeration(value.elements());
                case "const" -> enumeration(List.of(value));
                case "format" -> {
                    if (FORMATS.contains(value.text())) {
                        json.name(name).raw(value.raw());
                    } else {
                        lose("gemini schemas do not know that format");
                    }
                }
                default -> other(name, value);
            }
        }

        private void other(String name, Value value) {
            if (PLAIN.contains(name)) {
                json.name(name).raw(value.raw());
            } else if (!DEFINITIONS.contains(name)) {
                lose(KNOWN.contains(name) ? "gemini schemas have no " + name : "gemini schemas have no such keyword");
            }
        }

        private void properties(Value value) {
            json.name("properties").beginObject();
            value.ownFields()
                    .left()
                    .forEach((name, property) -> json.name(name).raw(SchemaSubset.this.write(property, depth + 1)));
            json.endObject();
        }

        /** An enumeration is of strings; the null among them is what {@code nullable} says. */
        private void enumeration(List<Value> values) {
            List<Value> rest =
                    values.stream().filter(value -> !value.is(Kind.NULL)).toList();
            if (!rest.stream().allMatch(value -> value.is(Kind.STRING))) {
                lose("gemini schemas enumerate strings only");
                return;
            }
            if (!rest.isEmpty()) {
                json.name("enum").beginArray();
                rest.forEach(value -> json.raw(value.raw()));
                json.endArray();
            }
        }
    }
}
