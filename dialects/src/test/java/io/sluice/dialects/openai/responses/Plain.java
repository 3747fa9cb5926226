package io.sluice.dialects.openai.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests in one of the ways to spell them, where the dialect has several that mean the same. */
final class Plain {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Set<String> EMPTY_SAYS_NOTHING = Set.of("annotations", "logprobs", "content");

    private Plain() {}

    static byte[] request(byte[] body) {
        ObjectNode request = (ObjectNode) JSON.readTree(body);
        // Not to stream is the default.
        if (request.path("stream").isBoolean() && !request.path("stream").asBoolean()) {
            request.remove("stream");
        }
        // A text alone is a message of the user's.
        if (request.path("input").isString()) {
            String text = request.path("input").asString();
            request.putArray("input")
                    .addObject()
                    .put("role", "user")
                    .put("type", "message")
                    .put("content", text);
        }
        for (JsonNode item : request.path("input")) {
            item((ObjectNode) item);
        }
        // The order of what is to be included means nothing.
        if (request.path("include").isArray()) {
            List<JsonNode> include = new ArrayList<>();
            request.get("include").forEach(include::add);
            include.sort((one, other) -> one.toString().compareTo(other.toString()));
            ArrayNode sorted = request.putArray("include");
            include.forEach(sorted::add);
        }
        return JSON.writeValueAsBytes(withoutNulls(request));
    }

    private static void item(ObjectNode item) {
        // An item that has a role and no type is a message.
        if (!item.has("type")) {
            item.put("type", "message");
        }
        // One part of text that says nothing else is that text.
        for (String content : List.of("content", "output")) {
            JsonNode parts = item.path(content);
            if (parts.isArray() && parts.size() == 1) {
                ObjectNode part = (ObjectNode) trimmed(parts.get(0));
                if (part.size() == 2 && part.path("type").asString("").endsWith("put_text")) {
                    item.set(content, part.get("text"));
                }
            }
        }
        // Lists of nothing say nothing; a reasoning item without a summary has an empty one.
        trimmed(item);
    }

    private static JsonNode trimmed(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : EMPTY_SAYS_NOTHING) {
                if (object.path(name).isArray() && object.get(name).isEmpty()) {
                    object.remove(name);
                }
            }
        }
        node.forEach(Plain::trimmed);
        return node;
    }

    /** Null says as much as leaving it out. */
    static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> nulls = new ArrayList<>();
            object.properties().forEach(member -> {
                if (member.getValue().isNull()) {
                    nulls.add(member.getKey());
                }
            });
            nulls.forEach(object::remove);
        }
        node.forEach(Plain::withoutNulls);
        return node;
    }
}
