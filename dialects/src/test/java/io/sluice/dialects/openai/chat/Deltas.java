package io.sluice.dialects.openai.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds the deltas of a stream up to one answer, as the official clients do: texts are joined, lists merged by index. */
final class Deltas {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Deltas() {}

    static List<JsonNode> events(byte[] stream) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : new String(stream, UTF_8).split("\r?\n")) {
            if (line.startsWith("data:") && !line.contains("[DONE]")) {
                events.add(JSON.readTree(line.substring(5)));
            }
        }
        return events;
    }

    private static final Set<String> SAID_ONCE = Set.of("type", "index", "role", "id", "format");

    /** The whole answer; an error in the stream is the answer's. */
    static byte[] added(byte[] stream) {
        Map<Integer, ObjectNode> choices = new TreeMap<>();
        ObjectNode whole = JSON.createObjectNode();
        for (JsonNode event : events(stream)) {
            if (event.has("error")) {
                whole.set("error", event.get("error"));
            }
            for (JsonNode choice : event.path("choices")) {
                ObjectNode sum = choices.computeIfAbsent(
                        choice.path("index").asInt(),
                        index -> JSON.createObjectNode().put("index", index));
                if (choice.path("finish_reason").isString()) {
                    sum.set("finish_reason", choice.get("finish_reason"));
                }
                if (choice.path("logprobs").path("content").isArray()) {
                    merge(sum, "logprobs", choice.get("logprobs"));
                }
                merge(sum, "message", choice.path("delta"));
            }
        }
        ArrayNode list = whole.putArray("choices");
        choices.values().forEach(list::add);
        return JSON.writeValueAsBytes(whole);
    }

    private static void merge(ObjectNode into, String name, JsonNode more) {
        JsonNode known = into.get(name);
        if (more.isNull() || more.isMissingNode()) {
            return;
        }
        if (known == null) {
            into.set(name, more.deepCopy());
        } else if (SAID_ONCE.contains(name)) {
            if (!more.asString("x").isEmpty()) {
                into.set(name, more);
            }
        } else if (known.isString() && more.isString()) {
            into.put(name, known.asString() + more.asString());
        } else if (known instanceof ArrayNode list && more.isString()) {
            list.addObject().put("type", "text").set("text", more);
        } else if (known instanceof ObjectNode object && more.isObject()) {
            more.properties().forEach(member -> merge(object, member.getKey(), member.getValue()));
        } else if (known instanceof ArrayNode list && more.isArray()) {
            more.forEach(entry -> merge(list, entry));
        } else {
            into.set(name, more.deepCopy());
        }
    }

    private static void merge(ArrayNode list, JsonNode entry) {
        for (JsonNode known : list) {
            if (entry.has("index") && known.path("index").equals(entry.get("index"))) {
                entry.properties().forEach(member -> merge((ObjectNode) known, member.getKey(), member.getValue()));
                return;
            }
        }
        list.add(entry.deepCopy());
    }
}
