package io.sluice.dialects.crossing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.bedrock.eventstream.MessageFramer;
import io.sluice.dialects.json.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The structural rules of each dialect that hold of everything written in it; none broken where the list is empty. */
final class Shapes {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Shapes() {}

    static List<String> request(Spoken to, byte[] body) {
        JsonNode request = JSON.readTree(body);
        Rules rules = new Rules();
        switch (to) {
            case CHAT -> {
                rules.has(request, "model", "messages");
                request.path("messages").forEach(message -> chatMessage(rules, message));
                answeredCalls(rules, request.path("messages"));
                rules.is("a choice among tools", request.has("tools") || !request.has("tool_choice"));
            }
            case RESPONSES -> {
                rules.has(request, "model", "input");
                rules.is("a choice among tools", request.has("tools") || !request.has("tool_choice"));
                rules.is(
                        "store said",
                        request.has("store")
                                || request.path("previous_response_id").isMissingNode());
                request.path("input")
                        .forEach(
                                item -> rules.is("an item has a type or a role", item.has("type") || item.has("role")));
            }
            case ANTHROPIC -> {
                rules.has(request, "model", "max_tokens", "messages");
                rules.is("a choice among tools", request.has("tools") || !request.has("tool_choice"));
                alternate(rules, request.path("messages"), "assistant", "user");
                rules.is(
                        "the user begins",
                        request.at("/messages/0/role").asString("").equals("user"));
                request.path("messages").forEach(message -> typed(rules, message.path("content"), "type"));
                long budget = request.path("thinking").path("budget_tokens").asLong(0);
                rules.is(
                        "the budget below the cap",
                        budget == 0 || budget < request.path("max_tokens").asLong());
            }
            case GEMINI -> {
                rules.has(request, "contents");
                request.path("contents")
                        .forEach(content -> rules.is(
                                "a role of two",
                                Set.of("user", "model")
                                        .contains(content.path("role").asString(""))));
                request.path("contents").forEach(content -> union(rules, content.path("parts"), GEMINI_PARTS));
            }
            case BEDROCK -> {
                rules.has(request, "messages");
                alternate(rules, request.path("messages"), "assistant", "user");
                request.path("messages").forEach(message -> union(rules, message.path("content"), BEDROCK_BLOCKS));
                request.path("system").forEach(block -> rules.is("one key in a rule", block.size() == 1));
                request.path("toolConfig")
                        .path("tools")
                        .forEach(tool -> rules.is("one key in a tool", tool.size() == 1));
                rules.is(
                        "tools in the config",
                        !request.has("toolConfig")
                                || !request.at("/toolConfig/tools").isEmpty());
            }
        }
        return rules.broken;
    }

    private static final Set<String> GEMINI_PARTS = Set.of(
            "text",
            "inlineData",
            "fileData",
            "functionCall",
            "functionResponse",
            "executableCode",
            "codeExecutionResult",
            "toolCall",
            "toolResponse");
    private static final Set<String> BEDROCK_BLOCKS = Set.of(
            "text",
            "image",
            "document",
            "video",
            "audio",
            "toolUse",
            "toolResult",
            "guardContent",
            "cachePoint",
            "reasoningContent",
            "citationsContent",
            "searchResult");

    private static void chatMessage(Rules rules, JsonNode message) {
        String role = message.path("role").asString("");
        rules.is(
                "a role, not " + role,
                Set.of("system", "developer", "user", "assistant", "tool", "function")
                        .contains(role));
        rules.is(
                "a tool's message names its call",
                !role.equals("tool") || message.path("tool_call_id").isString());
        rules.is("who is no assistant says something", role.equals("assistant") || message.has("content"));
        message.path("tool_calls")
                .forEach(call -> rules.is(
                        "a call has id, type and name",
                        call.path("id").isString()
                                && call.path("type").isString()
                                && (call.at("/function/arguments").isString()
                                        || call.at("/custom/input").isString())));
        typed(rules, message.path("content"), "type");
    }

    /** Every tool message answers a call of the nearest assistant before it. */
    private static void answeredCalls(Rules rules, JsonNode messages) {
        Set<String> open = new java.util.HashSet<>();
        for (JsonNode message : messages) {
            String role = message.path("role").asString("");
            if (role.equals("assistant")) {
                open.clear();
                message.path("tool_calls")
                        .forEach(call -> open.add(call.path("id").asString("")));
            } else if (role.equals("tool")) {
                // A conversation may have been recorded from its middle.
                rules.is(
                        "a result after its call",
                        open.isEmpty()
                                || open.contains(message.path("tool_call_id").asString("")));
            }
        }
    }

    private static void alternate(Rules rules, JsonNode messages, String model, String user) {
        String before = "";
        for (JsonNode message : messages) {
            String role = message.path("role").asString(user);
            rules.is("a role, not " + role, Set.of(model, user, "system").contains(role));
            rules.is("roles alternate at " + role, !role.equals(before));
            before = role;
        }
        rules.is("some message", !messages.isEmpty());
    }

    private static void typed(Rules rules, JsonNode content, String key) {
        if (content.isArray()) {
            rules.is("some part", !content.isEmpty());
            content.forEach(part -> rules.is("a part has a type", part.path(key).isString()));
        }
    }

    private static void union(Rules rules, JsonNode parts, Set<String> names) {
        rules.is("some part", !parts.isEmpty());
        for (JsonNode part : parts) {
            long of = part.propertyNames().stream().filter(names::contains).count();
            rules.is("one of the union in " + part.propertyNames(), of == 1);
        }
    }

    static List<String> answer(Spoken to, byte[] body) {
        JsonNode answer = JSON.readTree(body);
        Rules rules = new Rules();
        switch (to) {
            case CHAT -> {
                rules.has(answer, "id", "object", "created", "model", "choices");
                answer.path("choices")
                        .forEach(choice -> rules.has(choice, "index", "message", "finish_reason", "logprobs"));
                answer.path("choices")
                        .forEach(choice -> rules.has(choice.path("message"), "role", "content", "refusal"));
            }
            case RESPONSES ->
                rules.has(answer, "id", "object", "created_at", "status", "model", "output", "tools", "usage");
            case ANTHROPIC -> {
                rules.has(answer, "id", "type", "role", "content", "model", "stop_reason", "stop_sequence", "usage");
                typed(rules, answer.path("content").isEmpty() ? JSON.nullNode() : answer.path("content"), "type");
            }
            case GEMINI -> {
                rules.has(answer, "candidates");
                answer.path("candidates").forEach(one -> {
                    if (one.at("/content/parts").isArray()) {
                        union(rules, one.at("/content/parts"), GEMINI_PARTS);
                    }
                });
            }
            case BEDROCK -> {
                rules.has(answer, "output", "stopReason", "usage", "metrics");
                JsonNode content = answer.at("/output/message/content");
                rules.is("a list of content", content.isArray());
                if (!content.isEmpty()) {
                    union(rules, content, BEDROCK_BLOCKS);
                }
            }
        }
        return rules.broken;
    }

    static List<String> stream(Spoken to, byte[] stream) {
        Rules rules = new Rules();
        switch (to) {
            case CHAT -> {
                List<String> data = data(stream);
                rules.is("the end mark", data.removeLast().equals("[DONE]"));
                for (String one : data) {
                    JsonNode chunk = JSON.readTree(one);
                    rules.has(chunk, "id", "object", "created", "model", "choices");
                    chunk.path("choices").forEach(choice -> rules.has(choice, "index", "delta", "finish_reason"));
                }
            }
            case RESPONSES -> {
                int number = 0;
                for (String one : data(stream)) {
                    rules.is(
                            "numbered " + number,
                            JSON.readTree(one).path("sequence_number").asInt(-1) == number++);
                }
            }
            case ANTHROPIC -> anthropicStream(rules, data(stream));
            case GEMINI -> {
                for (String one : data(stream)) {
                    JsonNode chunk = JSON.readTree(one);
                    chunk.path("candidates").forEach(each -> {
                        if (each.at("/content/parts").isArray()) {
                            union(rules, each.at("/content/parts"), GEMINI_PARTS);
                        }
                    });
                }
            }
            case BEDROCK -> bedrockStream(rules, stream);
        }
        return rules.broken;
    }

    private static void anthropicStream(Rules rules, List<String> data) {
        int open = -1;
        int next = 0;
        String last = "";
        for (String one : data) {
            JsonNode event = JSON.readTree(one);
            String type = event.path("type").asString();
            int index = event.path("index").asInt(-1);
            rules.is("message_start first", last.isEmpty() == type.equals("message_start"));
            switch (type) {
                case "content_block_start" -> {
                    rules.is("blocks one after another", open < 0 && index == next);
                    open = next++;
                }
                case "content_block_delta" -> rules.is("a delta of the open block", index == open);
                case "content_block_stop" -> {
                    rules.is("the open block stops", index == open);
                    open = -1;
                }
                default -> rules.is(type + " between blocks", open < 0 || type.equals("ping"));
            }
            last = type;
        }
        rules.is("message_stop last", last.equals("message_stop"));
    }

    private static void bedrockStream(Rules rules, byte[] stream) {
        List<Message> messages = new ArrayList<>();
        new MessageFramer((message, source, held, start, end) -> messages.add(message)).feed(Bytes.of(stream));
        int next = 0;
        int open = -1;
        String last = "";
        for (Message message : messages) {
            JsonNode payload = JSON.readTree(message.payload().toArray());
            String type = message.eventType();
            int index = payload.path("contentBlockIndex").asInt(-1);
            rules.is("messageStart first", last.isEmpty() == type.equals("messageStart"));
            if (type.startsWith("contentBlock") && open < 0) {
                // Of a text the beginning is not said.
                rules.is("blocks one after another", index == next);
                open = next++;
            }
            rules.is("of the open block", open == index);
            if (type.equals("contentBlockStop")) {
                open = -1;
            }
            last = type;
        }
        rules.is("metadata last", last.equals("metadata"));
    }

    private static List<String> data(byte[] stream) {
        List<String> data = new ArrayList<>();
        for (String line : new String(stream, UTF_8).split("\n")) {
            if (line.startsWith("data:")) {
                data.add(line.substring(5).strip());
            }
        }
        return data;
    }

    /** What holds and what does not. */
    private static final class Rules {
        private final List<String> broken = new ArrayList<>();

        void has(JsonNode node, String... names) {
            for (String name : names) {
                is("has " + name, node.has(name));
            }
        }

        void is(String rule, boolean holds) {
            if (!holds && !broken.contains(rule)) {
                broken.add(rule);
            }
        }
    }
}
