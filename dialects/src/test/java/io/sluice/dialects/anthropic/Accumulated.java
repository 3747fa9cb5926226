package io.sluice.dialects.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A stream put together into the whole answer it tells, the way the official SDKs do it: a second opinion. */
final class Accumulated {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ObjectNode message = JSON.createObjectNode();
    private final StringBuilder input = new StringBuilder();

    static byte[] answer(byte[] stream) {
        Accumulated accumulated = new Accumulated();
        for (String line : new String(stream, StandardCharsets.UTF_8).split("\r?\n")) {
            if (line.startsWith("data:") && line.substring(5).strip().startsWith("{")) {
                accumulated.take((ObjectNode) JSON.readTree(line.substring(5)));
            }
        }
        return JSON.writeValueAsBytes(accumulated.message);
    }

    private void take(ObjectNode event) {
        switch (event.path("type").asString()) {
            case "message_start" -> message = (ObjectNode) event.get("message");
            case "content_block_start" -> {
                ((ArrayNode) message.get("content")).add(event.get("content_block"));
                input.setLength(0);
            }
            case "content_block_delta" ->
                delta((ObjectNode) message.get("content").get(event.get("index").asInt()), event.get("delta"));
            case "content_block_stop" -> {
                if (!input.isEmpty()) {
                    ObjectNode block = (ObjectNode)
                            message.get("content").get(event.get("index").asInt());
                    block.set("input", JSON.readTree(input.toString()));
                }
            }
            case "message_delta" -> {
                merge(message, (ObjectNode) event.get("delta"));
                merge((ObjectNode) message.get("usage"), (ObjectNode) event.get("usage"));
                event.remove("type");
                event.remove("delta");
                event.remove("usage");
                merge(message, event);
            }
            default -> {}
        }
    }

    private void delta(ObjectNode block, JsonNode delta) {
        switch (delta.path("type").asString()) {
            case "text_delta" -> append(block, "text", delta);
            case "thinking_delta" -> append(block, "thinking", delta);
            case "compaction_delta" -> append(block, "content", delta);
            case "signature_delta" -> block.set("signature", delta.get("signature"));
            case "input_json_delta" -> input.append(delta.get("partial_json").asString());
            case "citations_delta" -> {
                if (!block.path("citations").isArray()) {
                    block.putArray("citations");
                }
                ((ArrayNode) block.get("citations")).add(delta.get("citation"));
            }
            default -> throw new AssertionError("A delta nobody knows: " + delta);
        }
    }

    private static void append(ObjectNode block, String field, JsonNode delta) {
        block.put(field, block.path(field).asString("") + delta.get(field).asString());
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        for (Map.Entry<String, JsonNode> member : from.properties()) {
            if (!member.getValue().isNull()) {
                into.set(member.getKey(), member.getValue());
            }
        }
    }
}
