package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for ids of a provider's state in a request: at named members, however deep, and however often they are repeated,
 * as nobody knows which of two a provider takes for true. What a model or a tool wrote is not looked into: what looks
 * like an id there names nothing.
 */
public final class StateSearch {
    private final Map<String, StateId.Sort> names;
    private final Set<String> closed;
    private final List<StateId> found = new ArrayList<>();

    /**
     * A search.
     *
     * @param names the members that hold an id, or a list of ids, and of what
     * @param closed the members that are not looked into
     */
    public StateSearch(Map<String, StateId.Sort> names, Set<String> closed) {
        this.names = names;
        this.closed = closed;
    }

    /** All that was found, in the order of the document. */
    public List<StateId> found() {
        return List.copyOf(found);
    }

    /** Takes a top-level member that is an id, or an object with one in {@code id}. */
    public void top(Outline outline, Bytes body, String name, StateId.Sort sort) {
        for (Member member : outline.members()) {
            if (member.key().equals(name)) {
                JsonReader json = new JsonReader(body, member.start());
                if (member.kind() == Kind.STRING) {
                    add(sort, json.string(), name, false);
                } else if (json.enter(Kind.OBJECT)) {
                    named(json, sort, name);
                }
            }
        }
    }

    private void named(JsonReader json, StateId.Sort sort, String name) {
        while (json.more()) {
            if (json.name().equals("id")) {
                add(sort, json.stringOrEmpty(), name + ".id", false);
            } else {
                json.skip();
            }
        }
    }

    /** Looks into a top-level member. */
    public void into(Outline outline, Bytes body, String name) {
        for (Member member : outline.members()) {
            if (member.key().equals(name)) {
                within(new JsonReader(body, member.start()), name, false);
            }
        }
    }

    /** Looks into the next value, and passes over it. */
    public void within(JsonReader json, String path, boolean carried) {
        switch (json.peek()) {
            case OBJECT -> object(json, path, carried);
            case ARRAY -> {
                json.enter(Kind.ARRAY);
                for (int i = 0; json.more(); i++) {
                    within(json, path + "[" + i + "]", carried);
                }
            }
            case STRING, NUMBER, TRUE, FALSE, NULL -> json.skip();
        }
    }

    private void object(JsonReader json, String path, boolean carried) {
        json.enter(Kind.OBJECT);
        while (json.more()) {
            String name = json.name();
            StateId.Sort sort = names.get(name);
            String at = path + "." + name;
            if (closed.contains(name)) {
                json.skip();
            } else if (sort != null && json.peek() == Kind.STRING) {
                add(sort, json.string(), at, carried);
            } else if (sort != null && json.peek() == Kind.ARRAY) {
                list(json, sort, at, carried);
            } else {
                within(json, at, carried || name.equals("annotations"));
            }
        }
    }

    private void list(JsonReader json, StateId.Sort sort, String path, boolean carried) {
        json.enter(Kind.ARRAY);
        for (int i = 0; json.more(); i++) {
            if (json.peek() == Kind.STRING) {
                add(sort, json.string(), path + "[" + i + "]", carried);
            } else {
                within(json, path + "[" + i + "]", carried);
            }
        }
    }

    /** Adds one; an empty one names nothing. */
    public void add(StateId.Sort sort, String id, String path, boolean carried) {
        if (!id.isEmpty()) {
            found.add(new StateId(sort, id, path, carried));
        }
    }
}
