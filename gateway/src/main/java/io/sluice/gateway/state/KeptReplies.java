package io.sluice.gateway.state;

import io.sluice.dialects.Continuing;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.ObjectView;
import io.sluice.gateway.call.Endpoint.StoredResponse;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers what is asked of a response that is kept here. */
final class KeptReplies {
    private static final int USUAL = 20;
    private static final int MOST = 100;

    private KeptReplies() {}

    /** Everything but forgetting it, which is done before. */
    static Step of(StoredResponse stored, Kept kept, Continuing continuing) {
        return switch (stored.what()) {
            case GET ->
                stored.stream()
                        ? new Step.Refuse(Failure.at(
                                "stream",
                                400,
                                "stream_unavailable",
                                "This response has ended, and was not made in the background: it can be had whole only;"
                                        + " leave out `stream`"))
                        : new Step.Answer(Reply.json(200, kept.answer()));
            case DELETE -> new Step.Answer(Reply.json(deleted(kept.id())));
            case CANCEL ->
                new Step.Refuse(Failure.of(
                        400,
                        "response_not_cancellable",
                        "The response \"" + kept.id()
                                + "\" has ended; only one that is made in the background and has not"
                                + " ended can be cancelled"));
            case INPUT_ITEMS -> new Step.Answer(Reply.json(list(stored, continuing.asked(kept.round(), kept.id()))));
        };
    }

    private static String deleted(String id) {
        JsonWriter json = new JsonWriter().beginObject().name("id").string(id);
        return json.name("object")
                .string("response")
                .name("deleted")
                .bool(true)
                .endObject()
                .toString();
    }

    private static String list(StoredResponse stored, List<String> asked) {
        List<String> items = new ArrayList<>(asked);
        if (!value(stored, "order").equals("asc")) {
            Collections.reverse(items);
        }
        String after = value(stored, "after");
        int from = 0;
        for (int i = 0; i < items.size() && !after.isEmpty(); i++) {
            from = id(items.get(i)).equals(after) ? i + 1 : from;
        }
        int to = Math.min(items.size(), from + limit(value(stored, "limit")));
        List<String> shown = items.subList(from, to);
        JsonWriter json = new JsonWriter().beginObject().name("object").string("list");
        json.name("data").beginArray();
        shown.forEach(json::raw);
        json.endArray();
        edge(json.name("first_id"), shown, 0);
        edge(json.name("last_id"), shown, shown.size() - 1);
        return json.name("has_more").bool(to < items.size()).endObject().toString();
    }

    private static void edge(JsonWriter json, List<String> shown, int index) {
        if (shown.isEmpty()) {
            json.nothing();
        } else {
            json.string(id(shown.get(index)));
        }
    }

    private static String id(String item) {
        return ObjectView.of(new JsonReader(Bytes.of(item), 0)).text("id");
    }

    private static int limit(String asked) {
        return asked.matches("[1-9][0-9]{0,2}") ? Math.min(MOST, Integer.parseInt(asked)) : USUAL;
    }

    private static String value(StoredResponse stored, String name) {
        for (String pair : stored.query().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }
}
