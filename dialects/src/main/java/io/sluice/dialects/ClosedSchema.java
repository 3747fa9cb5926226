package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Losses;
import java.util.List;
import java.util.Set;

/**
 * Cuts a JSON schema to what Anthropic's and Bedrock's structured output and strict tools take: closed objects, no bounds
 * on numbers, texts and lists, no conditions. Key order and literals of what stays are the caller's.
 */
public final class ClosedSchema {
    private static final Set<String> DROPPED = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
            "minProperties",
            "maxProperties",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "unevaluatedProperties",
            "unevaluatedItems",
            "not",
            "if",
            "then",
            "else");
    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    private final String whose;
    private final String path;
    private final Losses losses;
    private boolean changed;

    private ClosedSchema(String whose, String path, Losses losses) {
        this.whose = whose;
        this.path = path;
        this.losses = losses;
    }

    /** The schema as far as {@code whose} (a name: {@code anthropic}) takes it; each keyword cut is a loss at the path. */
    public static String of(String schema, String whose, String path, Losses losses) {
        JsonWriter out = new JsonWriter();
        ClosedSchema closing = new ClosedSchema(whose, path, losses);
        closing.schema(new JsonReader(Bytes.of(schema), 0), out);
        return closing.changed ? out.toString() : schema;
    }

    private void schema(JsonReader json, JsonWriter out) {
        if (json.peek() != Kind.OBJECT) {
            out.raw(json.raw());
            return;
        }
        boolean object = isObject(json.copy());
        out.beginObject();
        json.enter(Kind.OBJECT);
        boolean closed = false;
        while (json.more()) {
            String keyword = json.name();
            if (keyword.equals("additionalProperties")) {
                boolean closes = json.peek() == Kind.FALSE && object && !closed;
                closed |= closes;
                changed |= !closes;
                json.skip();
                if (closes) {
                    out.name(keyword).bool(false);
                }
            } else {
                keyword(keyword, json, out);
            }
        }
        if (object && !closed) {
            lost(" have closed objects only");
            out.name("additionalProperties").bool(false);
        }
        out.endObject();
    }

    private static boolean isObject(JsonReader schema) {
        boolean object = false;
        schema.enter(Kind.OBJECT);
        while (schema.more()) {
            String keyword = schema.name();
            object |= keyword.equals("properties") && schema.peek() != Kind.NULL;
            object |= keyword.equals("type") && schema.copy().raw().contains("\"object\"");
            schema.skip();
        }
        return object;
    }

    private void keyword(String keyword, JsonReader json, JsonWriter out) {
        switch (keyword) {
            case "properties", "$defs", "definitions" -> named(keyword, json, out);
            case "items" -> schema(json, out.name(keyword));
            case "anyOf", "allOf" -> listed(keyword, json, out);
            case "oneOf" -> {
                lost(" have no oneOf: it goes as anyOf");
                listed("anyOf", json, out);
            }
            case "minItems" ->
                some(keyword, json, List.of("0", "1").contains(json.copy().raw()), out);
            case "format" -> some(keyword, json, FORMATS.contains(json.copy().stringOrEmpty()), out);
            default -> some(keyword, json, !DROPPED.contains(keyword), out);
        }
    }

    private void some(String keyword, JsonReader json, boolean taken, JsonWriter out) {
        if (taken) {
            out.name(keyword).raw(json.raw());
        } else {
            lost(" have no " + keyword + ", or not with every value");
            json.skip();
        }
    }

    private void lost(String what) {
        changed = true;
        losses.add(path, whose + "'s schemas" + what);
    }

    private void named(String keyword, JsonReader json, JsonWriter out) {
        out.name(keyword);
        if (json.peek() != Kind.OBJECT) {
            out.raw(json.raw());
            return;
        }
        out.beginObject();
        json.enter(Kind.OBJECT);
        while (json.more()) {
            schema(json, out.name(json.name()));
        }
        out.endObject();
    }

    private void listed(String keyword, JsonReader json, JsonWriter out) {
        out.name(keyword);
        if (json.peek() != Kind.ARRAY) {
            out.raw(json.raw());
            return;
        }
        out.beginArray();
        json.enter(Kind.ARRAY);
        while (json.more()) {
            schema(json, out);
        }
        out.endArray();
    }
}
