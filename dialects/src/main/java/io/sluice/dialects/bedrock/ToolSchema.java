package io.sluice.dialects.bedrock;

import io.sluice.dialects.ClosedSchema;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Losses;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schema of a tool's arguments one that Bedrock and the family of the model take. All want an object at the
 * root; Claude refuses alternatives there; the first Nova takes the keywords of an object there and no others, so what
 * is referred to is put in its place (its guide also names {@code additionalProperties}, which recorded traffic shows to
 * be taken); strict tools want closed objects. Key order and literals of what stays are the caller's.
 */
final class ToolSchema {
    private static final Set<String> ALTERNATIVES = Set.of("oneOf", "anyOf", "allOf");
    private static final Set<String> OF_OBJECTS = Set.of("type", "properties", "required", "additionalProperties");
    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

    private static final int MOST = 256 << 10;
    private static final int DEEPEST = 16;

    private final Family family;
    private final boolean nova;
    private final String path;
    private final Losses losses;
    private final Deque<String> within = new ArrayDeque<>();
    private int room = MOST;

    ToolSchema(Family family, String model, String path, Losses losses) {
        this.family = family;
        nova = family == Family.NOVA && !model.contains("nova-2");
        this.path = path;
        this.losses = losses;
    }

    /** The schema as far as it can go; one that is no object at all goes as it is. */
    String fitted(String schema, boolean strict) {
        if (Values.kind(Bytes.of(schema)) != Kind.OBJECT) {
            return schema;
        }
        String rooted = rooted(schema);
        return strict ? ClosedSchema.of(rooted, BedrockConverse.ID, path, losses) : rooted;
    }

    private String rooted(String schema) {
        Map<String, String> members = Members.of(Bytes.of(schema)).rest();
        String type = members.get("type");
        boolean object = "\"object\"".equals(type);
        if (type != null && !object) {
            losses.add(path, "bedrock's tools take objects only");
        }
        if (object && members.keySet().stream().noneMatch(this::refused)) {
            return schema;
        }
        JsonWriter out = new JsonWriter().beginObject();
        if (type == null) {
            out.name("type").string("object");
        }
        members.forEach((keyword, value) -> {
            if (keyword.equals("type")) {
                out.name(keyword).string("object");
            } else if (!refused(keyword)) {
                out.name(keyword);
                written(value, members, out);
            } else if (!nova || !DEFINITIONS.contains(keyword)) {
                String whose = nova ? "nova" : "claude";
                losses.add(path, whose + "'s tools have no " + keyword + " at the root");
            }
        });
        return out.endObject().toString();
    }

    private boolean refused(String keyword) {
        return nova ? !OF_OBJECTS.contains(keyword) : family.maybeClaude() && ALTERNATIVES.contains(keyword);
    }

    private void written(String value, Map<String, String> root, JsonWriter out) {
        if (nova) {
            resolved(new JsonReader(Bytes.of(value), 0), root, out);
        } else {
            out.raw(value);
        }
    }

    /** The value with what it refers to among the root's definitions in the place of the reference. */
    private void resolved(JsonReader json, Map<String, String> root, JsonWriter out) {
        switch (json.peek()) {
            case OBJECT -> object(json, root, out);
            case ARRAY -> {
                out.beginArray();
                json.enter(Kind.ARRAY);
                while (json.more()) {
                    resolved(json, root, out);
                }
                out.endArray();
            }
            default -> out.raw(json.raw());
        }
    }

    private void object(JsonReader json, Map<String, String> root, JsonWriter out) {
        Members members = Members.of(Bytes.of(json.copy().raw()));
        String reference = Values.text(members.take("$ref", Kind.STRING));
        String target = reference.isEmpty() ? null : definition(reference, root);
        if (target != null) {
            json.skip();
            if (!members.isEmpty()) {
                losses.add(path, "nova's tools keep nothing beside a reference");
            }
            referred(reference, target, root, out);
            return;
        }
        out.beginObject();
        json.enter(Kind.OBJECT);
        while (json.more()) {
            out.name(json.name());
            resolved(json, root, out);
        }
        out.endObject();
    }

    private void referred(String reference, String target, Map<String, String> root, JsonWriter out) {
        boolean circle = within.contains(reference);
        // Definitions of definitions could grow without end, and so could the stack.
        room -= target.length();
        if (circle || room < 0 || within.size() == DEEPEST) {
            losses.add(path, circle ? "nova's tools cannot refer to themselves" : "nova's tools refer to too much");
            out.beginObject().endObject();
            return;
        }
        within.push(reference);
        resolved(new JsonReader(Bytes.of(target), 0), root, out);
        within.pop();
    }

    private static @Nullable String definition(String reference, Map<String, String> root) {
        for (String place : DEFINITIONS) {
            String start = "#/" + place + "/";
            String definitions = root.get(place);
            if (definitions != null && reference.startsWith(start)) {
                return Members.of(Bytes.of(definitions)).rest().get(reference.substring(start.length()));
            }
        }
        return null;
    }
}
