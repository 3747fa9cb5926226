package io.sluice.dialects.openai.responses;

import io.sluice.dialects.StateId;
import io.sluice.dialects.StateId.Sort;
import io.sluice.dialects.StateSearch;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ids of OpenAI's state in a request: of responses, conversations and items, and of files, vector stores and
 * containers wherever they stand in items and tools. An item without a type is a reference; reasoning that comes without
 * its encrypted content is looked up by its id.
 */
final class StateIds {
    private static final Map<String, Sort> NAMES = Map.of(
            "file_id", Sort.FILE,
            "file_ids", Sort.FILE,
            "vector_store_ids", Sort.FILE_STORE,
            "container", Sort.CONTAINER,
            "container_id", Sort.CONTAINER);

    /** What a model wrote, and schemas. */
    private static final Set<String> CLOSED = Set.of("arguments", "parameters", "input_schema", "schema", "env");

    /** Items have ids at the depth of any other object's: whether one is there has to be looked at. */
    static final Set<String> WATCHED =
            Set.of("id", "file_id", "file_ids", "vector_store_ids", "container", "container_id");

    private final StateSearch search = new StateSearch(NAMES, CLOSED);
    private final Bytes body;

    private StateIds(Bytes body) {
        this.body = body;
    }

    static List<StateId> of(Outline outline, Bytes body, boolean deep) {
        StateIds ids = new StateIds(body);
        ids.search.top(outline, body, "previous_response_id", Sort.RESPONSE);
        ids.search.top(outline, body, "conversation", Sort.CONVERSATION);
        if (deep) {
            ids.search.into(outline, body, "tools");
            outline.members().stream()
                    .filter(member -> member.key().equals("input") && member.kind() == Kind.ARRAY)
                    .forEach(ids::items);
        }
        return ids.search.found();
    }

    private void items(Member input) {
        JsonReader json = new JsonReader(body, input.start());
        json.enter(Kind.ARRAY);
        for (int i = 0; json.more(); i++) {
            String path = "input[" + i + "]";
            if (json.peek() == Kind.OBJECT) {
                item(json.copy(), path);
            }
            search.within(json, path, false);
        }
    }

    private void item(JsonReader json, String path) {
        String type = "";
        boolean speaks = false;
        boolean sealed = false;
        json.enter(Kind.OBJECT);
        JsonReader again = json.copy();
        while (json.more()) {
            switch (json.name()) {
                case "type" -> type = json.stringOrEmpty();
                case "role" -> {
                    speaks = true;
                    json.skip();
                }
                case "encrypted_content" -> sealed = !json.stringOrEmpty().isEmpty();
                default -> json.skip();
            }
        }
        boolean reference = type.equals("item_reference") || (type.isEmpty() && !speaks);
        if (reference || (type.equals("reasoning") && !sealed)) {
            ids(again, path, !reference);
        }
    }

    private void ids(JsonReader json, String path, boolean carried) {
        while (json.more()) {
            if (json.name().equals("id")) {
                search.add(Sort.ITEM, json.stringOrEmpty(), path + ".id", carried);
            } else {
                json.skip();
            }
        }
    }
}
