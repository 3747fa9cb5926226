package io.sluice.dialects.anthropic;

import io.sluice.dialects.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares documents of this dialect by meaning: each line of {@link #plain} is a spelling of the same thing. */
final class MessagesMeaning {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MessagesMeaning() {}

    static List<String> differences(byte[] expected, byte[] actual) {
        return Meaning.differences(
                JSON.writeValueAsBytes(plain(JSON.readTree(expected))),
                JSON.writeValueAsBytes(plain(JSON.readTree(actual))));
    }

    private static JsonNode plain(JsonNode document) {
        if (document instanceof ObjectNode root) {
            content(root, "system");
            root.path("messages").forEach(message -> content((ObjectNode) message, "content"));
            content(root, "content");
            root.path("tools").forEach(tool -> tool((ObjectNode) tool));
            if (root.path("tools").isEmpty()) {
                root.remove("tools");
            }
            // A stream that is not asked for is not asked for.
            if (!root.path("stream").asBoolean(true)) {
                root.remove("stream");
            }
            // The name structured output had in beta.
            if (root.has("output_format")) {
                root.putObject("output_config").set("format", root.remove("output_format"));
            }
            // Absence says what null says.
            nulls(root);
            if (root.path("usage") instanceof ObjectNode usage) {
                usage(usage);
            }
        }
        return document;
    }

    /** A text is a list of one text block; a block that says nothing is none; the shortest cache life is the usual one. */
    private static void content(ObjectNode holder, String field) {
        JsonNode content = holder.path(field);
        if (content.isString()) {
            holder.putArray(field).addObject().put("type", "text").put("text", content.asString());
        }
        if (!(holder.path(field) instanceof ArrayNode blocks)) {
            return;
        }
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode block : blocks) {
            if (block instanceof ObjectNode one) {
                block(one);
            }
            if (!block.path("text").asString("x").isBlank()) {
                kept.add(block);
            }
        }
        blocks.removeAll();
        blocks.addAll(kept);
    }

    private static void block(ObjectNode block) {
        cache(block);
        if (block.path("caller").path("type").asString("").equals("direct")) {
            block.remove("caller");
        }
        if (block.path("type").asString().equals("tool_result")) {
            content(block, "content");
            if (!block.path("is_error").asBoolean(true)) {
                block.remove("is_error");
            }
        }
        if (block.path("type").asString().equals("text")
                && block.path("citations").isEmpty()) {
            block.remove("citations");
        }
    }

    private static void tool(ObjectNode tool) {
        cache(tool);
        if (tool.path("type").asString("").equals("custom")) {
            tool.remove("type");
        }
        if (!tool.path("strict").asBoolean(true)) {
            tool.remove("strict");
        }
    }

    private static void cache(ObjectNode marked) {
        if (marked.path("cache_control").path("ttl").asString("").equals("5m")) {
            ((ObjectNode) marked.get("cache_control")).remove("ttl");
        }
    }

    private static void nulls(ObjectNode root) {
        for (Map.Entry<String, JsonNode> member : List.copyOf(root.properties())) {
            if (member.getValue().isNull()) {
                root.remove(member.getKey());
            }
        }
    }

    /** A figure that is not told is nought. */
    private static void usage(ObjectNode usage) {
        for (Map.Entry<String, JsonNode> member : List.copyOf(usage.properties())) {
            JsonNode value = member.getValue();
            if (member.getValue() instanceof ObjectNode inner
                    && !member.getKey().equals("server_tool_use")) {
                usage(inner);
            }
            boolean nought = value.isNumber() && value.asLong() == 0;
            if (value.isNull() || nought || (value.isObject() && value.isEmpty())) {
                usage.remove(member.getKey());
            }
        }
    }
}
