package io.sluice.dialects.openai.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What two requests, or two answers, of chat may differ in and still say the same; each rule has its reason. */
final class SameMeaning {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> CALLERS_WORDS = Set.of("parameters", "schema", "metadata");

    private static final List<String> COUNTED = List.of(
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "cached_tokens",
            "cache_write_tokens",
            "audio_tokens",
            "image_tokens",
            "reasoning_tokens",
            "cache_creation",
            "cache_creation_input_tokens",
            "cache_read_input_tokens",
            "num_cached_tokens",
            "prompt_cache_hit_tokens",
            "prompt_cache_miss_tokens");

    private SameMeaning() {}

    /** A request with every choice of spelling made the same way. */
    static byte[] ofRequest(byte[] request) {
        ObjectNode tree = (ObjectNode) JSON.readTree(request);
        withoutNothing(tree);
        // The older name of the cap: which of the two goes out is the provider's affair.
        rename(tree, "max_tokens", "max_completion_tokens");
        // Not to stream is the default.
        if (!tree.path("stream").asBoolean(false)) {
            tree.remove("stream");
        }
        // Usage is always asked for; what nobody asked for is not shown.
        if (tree.get("stream_options") instanceof ObjectNode options) {
            options.remove("include_usage");
            if (options.isEmpty()) {
                tree.remove("stream_options");
            }
        }
        // "function_call" without functions is what "tool_choice" is called now.
        if (!tree.has("functions")) {
            rename(tree, "function_call", "tool_choice");
        }
        choice(tree);
        for (JsonNode tool : tree.path("tools")) {
            // A tool that is a function need not say so.
            if (tool.has("function") && !tool.has("type")) {
                ((ObjectNode) tool).put("type", "function");
            }
        }
        for (JsonNode message : tree.path("messages")) {
            message((ObjectNode) message);
        }
        return JSON.writeValueAsBytes(tree);
    }

    /** xAI's and Anthropic's flat way to name a tool. */
    private static void choice(ObjectNode tree) {
        if (tree.get("tool_choice") instanceof ObjectNode choice && choice.has("name")) {
            ObjectNode named = JSON.createObjectNode().put("type", "function");
            named.putObject("function").set("name", choice.get("name"));
            tree.set("tool_choice", named);
        }
    }

    private static void message(ObjectNode message) {
        if (message.get("content") instanceof ArrayNode parts) {
            List<String> words = new ArrayList<>();
            for (JsonNode part : parts) {
                thinking(part);
                if (part.path("type").asString("").equals("text") && part.size() == 2) {
                    words.add(part.get("text").asString());
                }
            }
            // A list with one text in it is that text.
            if (parts.size() == 1 && words.size() == 1) {
                message.put("content", words.getFirst());
            }
        }
        // An assistant who only calls says nothing, in several ways.
        boolean calls = message.has("tool_calls");
        if (calls
                && message.path("content").isString()
                && message.get("content").asString().isEmpty()) {
            message.remove("content");
        }
        for (JsonNode call : message.path("tool_calls")) {
            // Its place in the list, which Mistral's client repeats.
            ((ObjectNode) call).remove("index");
        }
    }

    /** Mistral's thinking in several pieces is one thought. */
    private static void thinking(JsonNode part) {
        if (part.get("thinking") instanceof ArrayNode pieces) {
            StringBuilder words = new StringBuilder();
            pieces.forEach(piece -> words.append(piece.path("text").asString("")));
            ((ObjectNode) part)
                    .putArray("thinking")
                    .addObject()
                    .put("type", "text")
                    .put("text", words.toString());
        }
        // The shortest lifetime is the one meant where none is named.
        if (part.get("cache_control") instanceof ObjectNode control) {
            shortest(control);
        }
    }

    private static void shortest(ObjectNode control) {
        if (control.path("ttl").asString("").equals("5m")) {
            control.remove("ttl");
        }
    }

    private static void rename(ObjectNode tree, String from, String to) {
        JsonNode value = tree.remove(from);
        if (value != null) {
            tree.set(to, value);
        }
    }

    /** A null and an empty list say nothing; in what callers wrote themselves they stay. */
    static void withoutNothing(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(name);
                if (value.isNull() || (value.isArray() && value.isEmpty())) {
                    object.remove(name);
                } else if (!CALLERS_WORDS.contains(name)) {
                    withoutNothing(value);
                }
                if (name.equals("cache_control") && value instanceof ObjectNode control) {
                    shortest(control);
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(SameMeaning::withoutNothing);
        }
    }

    /** An answer with every choice of spelling made the same way; its usage is compared in our buckets instead. */
    static byte[] ofAnswer(byte[] answer) {
        ObjectNode tree = (ObjectNode) JSON.readTree(answer);
        withoutNothing(tree);
        // Ours by design: the id is of our call, the time of its beginning.
        tree.remove("id");
        tree.remove("created");
        if (tree.get("usage") instanceof ObjectNode usage) {
            usage.remove(COUNTED);
            for (String details : List.of("prompt_tokens_details", "completion_tokens_details")) {
                if (usage.get(details) instanceof ObjectNode inside) {
                    inside.remove(COUNTED);
                    if (inside.isEmpty()) {
                        usage.remove(details);
                    }
                }
            }
        }
        for (JsonNode choice : tree.path("choices")) {
            choice((ObjectNode) choice, choice.path("message"));
        }
        return JSON.writeValueAsBytes(tree);
    }

    private static void choice(ObjectNode choice, JsonNode said) {
        // Perplexity's empty delta beside the message.
        choice.remove("delta");
        // Words of Azure's, Together's, and none of Snowflake's.
        switch (choice.path("finish_reason").asString("")) {
            case "tool_call" -> choice.put("finish_reason", "tool_calls");
            case "eos" -> choice.put("finish_reason", "stop");
            case "" -> choice.put("finish_reason", said.has("tool_calls") ? "tool_calls" : "stop");
            default -> {}
        }
        if (choice.path("logprobs").isEmpty()) {
            choice.remove("logprobs");
        }
        if (!(said instanceof ObjectNode message)) {
            // Azure's filter leaves no message, which the official types must have.
            choice.putObject("message").put("role", "assistant");
            return;
        }
        thoughts(message);
        message.put("role", "assistant");
        placeholders(message);
        for (JsonNode call : message.path("tool_calls")) {
            ObjectNode written = (ObjectNode) call;
            written.remove("index");
            // A call cut off before its arguments is one without any.
            if (written.path("function").path("arguments").asString("x").isEmpty()) {
                ((ObjectNode) written.get("function")).put("arguments", "{}");
            }
            // Google's compatible endpoint gives no id; a caller needs one.
            if (written.path("id").asString("").matches("|call_c1_\\d+")) {
                written.put("id", "given");
            }
        }
    }

    /** Snowflake's empty objects in place of nothing, and texts that are empty because something else was said. */
    private static void placeholders(ObjectNode message) {
        for (String name : List.of("audio", "function_call")) {
            if (message.path(name).path("id").asString("").isEmpty()
                    && message.path(name).path("name").asString("").isEmpty()) {
                message.remove(name);
            }
        }
        for (String name : List.of("content", "refusal")) {
            JsonNode text = message.path(name);
            if (text.isString() && text.asString().isEmpty()) {
                message.remove(name);
            }
            // Cloudflare writes the object that the schema asked for, and not its text.
            if (text.isObject()) {
                message.put(name, text.toString());
            }
        }
    }

    /** Thinking under its several names: its words under one, its proofs in one list. */
    private static void thoughts(ObjectNode message) {
        StringBuilder words = new StringBuilder();
        ArrayNode proofs = JSON.createArrayNode();
        for (JsonNode entry : message.path("reasoning_details")) {
            words.append(entry.path("text").asString(""))
                    .append(entry.path("summary").asString(""));
            for (String proof : List.of("signature", "data")) {
                if (entry.has(proof)) {
                    proofs.add(entry.get(proof).asString());
                }
            }
        }
        if (message.get("content") instanceof ArrayNode parts) {
            StringBuilder text = new StringBuilder();
            for (JsonNode part : parts) {
                text.append(part.path("text").asString(""));
                part.path("thinking")
                        .forEach(piece -> words.append(piece.path("text").asString("")));
            }
            message.put("content", text.toString());
        }
        // Google writes it twice.
        message.remove("thought_signature");
        JsonNode google = message.path("extra_content").path("google").path("thought_signature");
        if (google.isString()) {
            proofs.add(google.asString());
            message.remove("extra_content");
        }
        String plain = message.path("reasoning_content")
                .asString(message.path("reasoning").asString(""));
        String said = words.isEmpty() ? plain : words.toString();
        message.remove(List.of("reasoning", "reasoning_content", "reasoning_details"));
        if (!said.isEmpty()) {
            message.put("reasoning_content", said);
        }
        if (!proofs.isEmpty()) {
            message.set("reasoning_details", proofs);
        }
    }
}
