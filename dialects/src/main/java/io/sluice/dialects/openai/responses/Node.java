package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON document that was checked, and where it stands; what is in it is looked up level by level.
 *
 * <p>What is asked of the wrong kind of value is empty, never a fault.
 */
final class Node {
    /** A null that stands nowhere. */
    static final Node ABSENT = Node.of(Bytes.of("null"));

    private final Bytes json;
    private final int start;
    private final int end;
    private final Kind kind;
    private @Nullable Map<String, Node> members;

    private Node(JsonReader reader, Bytes json) {
        this.json = json;
        start = reader.position();
        kind = reader.peek();
        reader.skip();
        end = Math.min(reader.offset(), json.length());
    }

    /** The whole document. */
    static Node of(Bytes json) {
        return new Node(new JsonReader(json, 0), json);
    }

    Kind kind() {
        return kind;
    }

    boolean is(Kind that) {
        return kind == that;
    }

    /** Where it begins. */
    int start() {
        return start;
    }

    /** Where it ends. */
    int end() {
        return end;
    }

    /** Its text as written. */
    String raw() {
        return json.utf8(start, end);
    }

    /** The text of a string, else empty. */
    String text() {
        return kind == Kind.STRING ? new JsonReader(json, start).string() : "";
    }

    /** Whether it is a list or an object with nothing in it, an empty string, or null. */
    boolean isEmpty() {
        return switch (kind) {
            case OBJECT -> members().isEmpty();
            case ARRAY -> elements().isEmpty();
            case STRING -> end - start == 2;
            case NULL -> true;
            case NUMBER, TRUE, FALSE -> false;
        };
    }

    /** The members of an object in order, the last one where a name is repeated. */
    Map<String, Node> members() {
        Map<String, Node> known = members;
        if (known != null) {
            return known;
        }
        Map<String, Node> found = new LinkedHashMap<>();
        if (kind == Kind.OBJECT) {
            JsonReader reader = new JsonReader(json, start);
            reader.enter(Kind.OBJECT);
            while (reader.more()) {
                found.put(reader.name(), new Node(reader, json));
            }
        }
        members = found;
        return found;
    }

    /** The elements of a list. */
    List<Node> elements() {
        List<Node> found = new ArrayList<>();
        if (kind == Kind.ARRAY) {
            JsonReader reader = new JsonReader(json, start);
            reader.enter(Kind.ARRAY);
            while (reader.more()) {
                found.add(new Node(reader, json));
            }
        }
        return found;
    }

    boolean has(String name) {
        return members().containsKey(name);
    }

    /** The member of that name; a null of its own where there is none. */
    Node at(String name) {
        return members().getOrDefault(name, ABSENT);
    }

    /** The text of that member if it is a string, else empty. */
    String text(String name) {
        return at(name).text();
    }

    /** A whole number of at most nine digits that is not negative, else {@code absent}. */
    int small(String name, int absent) {
        Node member = at(name);
        long value = member.kind == Kind.NUMBER ? Digits.whole(member.raw(), 9) : -1;
        return value < 0 ? absent : (int) value;
    }

    /** The members that are none of those, as an object's text; null where there are none. */
    @Nullable
    String without(Set<String> names) {
        JsonWriter rest = new JsonWriter().beginObject();
        boolean any = false;
        for (Map.Entry<String, Node> member : members().entrySet()) {
            if (!names.contains(member.getKey())) {
                any = true;
                rest.name(member.getKey()).raw(member.getValue().raw());
            }
        }
        return any ? rest.endObject().toString() : null;
    }
}
