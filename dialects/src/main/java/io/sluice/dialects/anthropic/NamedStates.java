package io.sluice.dialects.anthropic;

import io.sluice.dialects.StateId;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The ids of Anthropic's state that an answer names: the container its code ran in, and files that code made there. Only
 * results of code execution are looked into, which are the provider's own words; what a model or an MCP server wrote
 * names nothing.
 */
final class NamedStates {
    private static final String RESULT = "code_execution_result";

    private final List<StateId> found = new ArrayList<>(0);

    List<StateId> all() {
        return found;
    }

    /** Takes an answer's container; null names none. */
    void container(JsonReader json) {
        add(StateId.Sort.CONTAINER, Fields.of(json).text("id"), "container.id");
    }

    /** Takes what a block has as its content. */
    void content(JsonReader json) {
        if (json.peek() != Kind.OBJECT) {
            return;
        }
        Fields result = Fields.of(json);
        JsonReader outputs = result.text("type").endsWith(RESULT) ? result.at("content", Kind.ARRAY) : null;
        if (outputs != null && outputs.enter(Kind.ARRAY)) {
            while (outputs.more()) {
                add(StateId.Sort.FILE, Fields.of(outputs).text("file_id"), "content.content.file_id");
            }
        }
    }

    private void add(StateId.Sort sort, String id, String path) {
        StateId named = new StateId(sort, id, path);
        if (!id.isEmpty() && !found.contains(named)) {
            found.add(named);
        }
    }
}
