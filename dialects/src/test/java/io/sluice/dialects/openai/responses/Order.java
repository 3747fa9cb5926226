package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The order of a stream's events: items one after another, their parts within them, every end after its beginning. */
final class Order {
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, StringBuilder> texts = new HashMap<>();
    private final ArrayNode done = Plain.JSON.createArrayNode();
    private int item = -1;
    private String itemId = "";
    private int part = -1;
    private boolean partOpen;
    private String last = "";

    static List<String> of(byte[] stream) {
        Order order = new Order();
        for (String event : new String(stream, UTF_8).split("\n\n")) {
            order.take(Plain.JSON.readTree(event.substring(event.indexOf("data: ") + 6)));
        }
        if (!List.of("response.completed", "response.incomplete", "response.failed")
                .contains(order.last)) {
            order.wrong.add("ends with " + order.last);
        }
        return order.wrong;
    }

    private void take(JsonNode event) {
        String type = event.path("type").asString();
        if (last.isEmpty() != type.equals("response.created")) {
            wrong.add(type + " after " + last);
        }
        last = type;
        if (type.equals("response.output_item.added")) {
            expect(type, item < 0 && event.path("output_index").asInt() == done.size());
            item = event.path("output_index").asInt();
            itemId = event.path("item").path("id").asString("");
            part = -1;
        } else if (type.equals("response.output_item.done")) {
            expect(type, item == event.path("output_index").asInt() && !partOpen);
            done.add(event.path("item"));
            item = -1;
        } else if (type.contains("part.added")) {
            expect(type, !partOpen && index(event) == ++part && isOfItem(event));
            partOpen = true;
            texts.clear();
        } else if (type.contains("part.done")) {
            expect(type, partOpen && index(event) == part && isOfItem(event));
            partOpen = false;
        } else if (type.endsWith(".delta")) {
            expect(type, isOfItem(event) && (type.contains("_call") || partOpen));
            texts.computeIfAbsent(key(type), k -> new StringBuilder())
                    .append(event.path("delta").asString());
        } else if (type.endsWith(".done") && isOfItem(event)) {
            String said = event.path("text")
                    .asString(event.path("refusal")
                            .asString(event.path("arguments")
                                    .asString(event.path("input").asString(""))));
            StringBuilder passed = texts.remove(key(type));
            expect(type + " repeats what was passed", said.equals(passed == null ? "" : passed.toString()));
        } else if (event.has("response") && !type.equals("response.created") && !type.equals("response.in_progress")) {
            expect(
                    type,
                    type.equals("response.failed")
                            || event.path("response").path("output").equals(done));
        }
    }

    private static String key(String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }

    private static int index(JsonNode event) {
        return event.path("content_index").asInt(event.path("summary_index").asInt(-1));
    }

    private boolean isOfItem(JsonNode event) {
        return item == event.path("output_index").asInt(-2)
                && itemId.equals(event.path("item_id").asString());
    }

    private void expect(String what, boolean holds) {
        if (!holds) {
            wrong.add(what + " at item " + item + ", part " + part);
        }
    }
}
