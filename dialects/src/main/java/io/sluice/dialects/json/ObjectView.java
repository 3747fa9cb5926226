package io.sluice.dialects.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object in any order: each is taken once, what nobody took is {@link #rest}. A member that is
 * {@code null} says nothing and is not there; of a repeated name the last one counts.
 */
public final class ObjectView {
    private final Map<String, JsonReader> members = new LinkedHashMap<>();

    private ObjectView() {}

    /** The object the reader stands before, passed over; without members where it is none. */
    public static ObjectView of(JsonReader json) {
        ObjectView view = new ObjectView();
        if (json.enter(Kind.OBJECT)) {
            while (json.more()) {
                String name = json.name();
                view.members.remove(name);
                if (json.peek() != Kind.NULL) {
                    view.members.put(name, json.copy());
                }
                json.skip();
            }
        }
        return view;
    }

    /** What the reader stands before where that is an object. */
    public static ObjectView of(@Nullable JsonReader json, ObjectView otherwise) {
        return json == null || json.peek() != Kind.OBJECT ? otherwise : of(json);
    }

    /** One without members. */
    public static ObjectView empty() {
        return new ObjectView();
    }

    /** Whether it is there and not taken. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** A reader that stands before that member's value; null where there is none. */
    public @Nullable JsonReader take(String name) {
        return members.remove(name);
    }

    /** The member if it is of that kind; else it stays. */
    public @Nullable JsonReader take(String name, Kind kind) {
        JsonReader value = members.get(name);
        return value == null || value.peek() != kind ? null : members.remove(name);
    }

    /** The member's text; empty, and the member left, where it is no string. */
    public String text(String name) {
        JsonReader value = take(name, Kind.STRING);
        return value == null ? "" : value.string();
    }

    /** The member as an object; an empty view where it is none. */
    public ObjectView object(String name) {
        JsonReader value = take(name, Kind.OBJECT);
        return value == null ? empty() : of(value);
    }

    /** The member's JSON text; null where there is none. */
    public @Nullable String raw(String name) {
        JsonReader value = take(name);
        return value == null ? null : value.raw();
    }

    /** What nobody took, as JSON text. */
    public Map<String, String> rest() {
        return rest("");
    }

    /** The same under names that begin with {@code prefix}. */
    public Map<String, String> rest(String prefix) {
        Map<String, String> rest = new LinkedHashMap<>();
        members.forEach((name, value) -> rest.put(prefix + name, value.copy().raw()));
        return rest;
    }
}
