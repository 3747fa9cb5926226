package io.sluice.simulator;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a simulated OpenAI endpoint wants to know of a request. */
record ChatRequest(long number, JsonNode body) {

    /** A made-up time, so that answers are the same in every run. */
    private static final long FIRST = 1_767_225_600L;

    static Optional<ChatRequest> of(ReceivedRequest request) {
        JsonNode body = request.json();
        return body.isObject() ? Optional.of(new ChatRequest(request.number(), body)) : Optional.empty();
    }

    String model() {
        return body.path("model").asString("");
    }

    String id(String prefix) {
        return prefix + "sim" + number;
    }

    long created() {
        return FIRST + number;
    }

    boolean stream() {
        return body.path("stream").asBoolean(false);
    }

    boolean includesUsage() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    /** How many choices are wanted: 1 to 128. */
    int choices() {
        return Math.clamp(body.path("n").asInt(1), 1, 128);
    }

    /** The cap on output tokens. */
    int most() {
        int older = body.path("max_tokens").asInt(Integer.MAX_VALUE);
        return Math.max(1, body.path("max_completion_tokens").asInt(older));
    }

    /** About how many tokens a model would have counted. */
    Usage usage(Chat answer) {
        JsonNode input = body.has("messages") ? body.path("messages") : body.path("prompt");
        long prompt = 3 + 4L * input.size() + letters(input) / 4 + letters(body.path("tools")) / 4;
        long said = answer.words().size();
        for (ToolCall call : answer.tools()) {
            said += 8 + call.arguments().length() / 4;
        }
        return Usage.of(prompt, Math.max(1, said) * choices());
    }

    /** The text of the last message; empty where it is no text. */
    String lastText() {
        JsonNode messages = body.path("messages");
        JsonNode content = messages.path(messages.size() - 1).path("content");
        for (JsonNode part : content) {
            if (part.has("text")) {
                return part.path("text").asString("");
            }
        }
        return content.asString("");
    }

    String lastRole() {
        JsonNode messages = body.path("messages");
        return messages.path(messages.size() - 1).path("role").asString("");
    }

    private static long letters(JsonNode node) {
        if (node.isString()) {
            return node.asString().length();
        }
        long sum = 0;
        for (JsonNode child : node) {
            sum += letters(child);
        }
        return sum;
    }
}
