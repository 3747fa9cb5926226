package io.sluice.dialects.openai.responses;

import io.sluice.dialects.StateId;
import io.sluice.dialects.StateId.Sort;
import io.sluice.dialects.json.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The ids of a provider's state that an answer names; where it says it is not stored, its items cannot be asked for. */
final class NamedStates {
    private final List<StateId> found = new ArrayList<>(4);
    private final Set<String> known = new TreeSet<>();
    private boolean stored = true;

    List<StateId> all() {
        return found;
    }

    void stored(boolean now) {
        stored = now;
    }

    void add(Sort sort, String id, String path) {
        if (!id.isEmpty() && (stored || sort != Sort.ITEM) && known.add(id)) {
            found.add(new StateId(sort, id, path));
        }
    }

    /** A conversation is an object with an id. */
    void conversation(Node node) {
        add(Sort.CONVERSATION, node.is(Kind.STRING) ? node.text() : node.text("id"), "conversation");
    }

    void item(Node item) {
        add(Sort.ITEM, item.text("id"), "output.id");
        add(Sort.CONTAINER, item.text("container_id"), "output.container_id");
    }

    void response(Node response) {
        stored = stored && response.at("store").kind() != Kind.FALSE;
        add(Sort.RESPONSE, response.text("id"), "id");
        conversation(response.at("conversation"));
        response.at("output").elements().forEach(this::item);
    }
}
