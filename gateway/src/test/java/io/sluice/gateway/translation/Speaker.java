package io.sluice.gateway.translation;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.bedrock.BedrockConverse;
import io.sluice.dialects.bedrock.eventstream.HeaderValue;
import io.sluice.dialects.bedrock.eventstream.MessageWriter;
import io.sluice.dialects.gemini.GeminiGenerate;
import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.dialects.openai.responses.OpenAiResponses;
import io.sluice.simulator.Framing;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One dialect as a caller and as a provider: what it asks, and an answer of two words with its usage (11 in, 7 out). */
public enum Speaker {
    OPENAI_CHAT("openai-chat", "/v1", "/v1/chat/completions", "/v1/chat/completions") {
        @Override
        public String request(boolean stream) {
            return "{\"model\":\"sim/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                    + (stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}" : "}");
        }

        @Override
        String whole() {
            return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"hello there\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,\"total_tokens\":18}}";
        }

        @Override
        public String events() {
            String head = "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",";
            return head + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n" + head
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hello\"}}]}\n\n" + head
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" there\"}}]}\n\n" + head
                    + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n" + head
                    + "\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,\"total_tokens\":18}}\n\n"
                    + "data: [DONE]\n\n";
        }
    },
    OPENAI_RESPONSES("openai-responses", "/v1", "/v1/responses", "/v1/responses") {
        @Override
        public String request(boolean stream) {
            return "{\"model\":\"sim/m\",\"input\":\"hi\"" + (stream ? ",\"stream\":true}" : "}");
        }

        @Override
        String whole() {
            return response("completed", message("completed", "hello there"), USAGE);
        }

        @Override
        public String events() {
            String at = "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0";
            String part = "{\"type\":\"output_text\",\"text\":\"%s\",\"annotations\":[]}";
            return event("response.created", 0, "\"response\":" + response("in_progress", "", "null"))
                    + event("response.in_progress", 1, "\"response\":" + response("in_progress", "", "null"))
                    + event("response.output_item.added", 2, "\"output_index\":0,\"item\":" + EMPTY)
                    + event("response.content_part.added", 3, at + ",\"part\":" + part.formatted(""))
                    + event("response.output_text.delta", 4, at + ",\"delta\":\"hello\"")
                    + event("response.output_text.delta", 5, at + ",\"delta\":\" there\"")
                    + event("response.output_text.done", 6, at + ",\"text\":\"hello there\"")
                    + event("response.content_part.done", 7, at + ",\"part\":" + part.formatted("hello there"))
                    + event(
                            "response.output_item.done",
                            8,
                            "\"output_index\":0,\"item\":" + message("completed", "hello there"))
                    + event(
                            "response.completed",
                            9,
                            "\"response\":" + response("completed", message("completed", "hello there"), USAGE));
        }

        private String event(String type, int number, String rest) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + number + "," + rest
                    + "}\n\n";
        }

        private String message(String status, String text) {
            return "{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"" + status
                    + "\",\"role\":\"assistant\",\"content\":[{" + "\"type\":\"output_text\",\"text\":\"" + text
                    + "\",\"annotations\":[]}]}";
        }

        private String response(String status, String output, String usage) {
            return "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"status\":\"" + status
                    + "\",\"model\":\"m\",\"output\":[" + output + "],\"usage\":" + usage + "}";
        }

        private static final String EMPTY =
                "{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]}";
        private static final String USAGE =
                "{\"input_tokens\":11,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":7,"
                        + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":18}";
    },
    ANTHROPIC("anthropic", "/v1", "/v1/messages", "/v1/messages") {
        @Override
        public String request(boolean stream) {
            return "{\"model\":\"sim/m\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                    + (stream ? ",\"stream\":true}" : "}");
        }

        @Override
        String whole() {
            return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":"
                    + "\"text\",\"text\":\"hello there\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                    + "\"usage\":{\"input_tokens\":11,\"output_tokens\":7}}";
        }

        @Override
        public String events() {
            return event(
                            "message_start",
                            ",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
                                    + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                                    + "\"usage\":{\"input_tokens\":11,\"output_tokens\":1}}")
                    + event("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                    + event("ping", "")
                    + event(
                            "content_block_delta",
                            ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"hello\"}")
                    + event(
                            "content_block_delta",
                            ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" there\"}")
                    + event("content_block_stop", ",\"index\":0")
                    + event(
                            "message_delta",
                            ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                                    + "\"usage\":{\"output_tokens\":7}")
                    + event("message_stop", "");
        }

        private String event(String type, String rest) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
        }
    },
    GEMINI(
            "gemini",
            "/v1beta",
            "/v1beta/models/sim%2Fm:generateContent",
            "/v1beta/models/sim/m:streamGenerateContent?alt=sse") {
        @Override
        public String request(boolean stream) {
            return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";
        }

        @Override
        String whole() {
            return part("hello there", ",\"finishReason\":\"STOP\"", USAGE);
        }

        @Override
        public String events() {
            return "data: " + part("hello", "", "") + "\r\n\r\ndata: "
                    + part(" there", ",\"finishReason\":\"STOP\"", USAGE) + "\r\n\r\n";
        }

        private String part(String text, String finish, String usage) {
            return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"" + text + "\"}]}" + finish
                    + ",\"index\":0}]" + usage + ",\"modelVersion\":\"m\",\"responseId\":\"r1\"}";
        }

        private static final String USAGE =
                ",\"usageMetadata\":{\"promptTokenCount\":11,\"candidatesTokenCount\":7,\"totalTokenCount\":18}";
    },
    BEDROCK("bedrock", "", "/model/sim%2Fm/converse", "/model/sim%2Fm/converse-stream") {
        @Override
        public String request(boolean stream) {
            return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}";
        }

        @Override
        String whole() {
            return "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"hello there\"}]}},"
                    + "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":11,\"outputTokens\":7,\"totalTokens\":18},"
                    + "\"metrics\":{\"latencyMs\":5}}";
        }

        @Override
        public String events() {
            throw new UnsupportedOperationException("binary");
        }

        @Override
        public Script streamed(UnaryOperator<String> edit) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            event(out, "messageStart", edit.apply("{\"role\":\"assistant\"}"));
            event(out, "contentBlockDelta", edit.apply("{\"contentBlockIndex\":0,\"delta\":{\"text\":\"hello\"}}"));
            event(out, "contentBlockDelta", edit.apply("{\"contentBlockIndex\":0,\"delta\":{\"text\":\" there\"}}"));
            event(out, "contentBlockStop", edit.apply("{\"contentBlockIndex\":0}"));
            event(out, "messageStop", edit.apply("{\"stopReason\":\"end_turn\"}"));
            event(
                    out,
                    "metadata",
                    edit.apply(
                            "{\"usage\":{\"inputTokens\":11,\"outputTokens\":7,\"totalTokens\":18},\"metrics\":{\"latencyMs\":5}}"));
            return Script.status(200)
                    .contentType("application/vnd.amazon.eventstream")
                    .body(Octets.of(out.toByteArray()))
                    .framed(Framing.CHUNKED);
        }

        private void event(ByteArrayOutputStream out, String type, String json) {
            out.writeBytes(MessageWriter.write(
                    Map.of(
                            ":message-type", new HeaderValue.Text("event"),
                            ":event-type", new HeaderValue.Text(type),
                            ":content-type", new HeaderValue.Text("application/json")),
                    json.getBytes(StandardCharsets.UTF_8)));
        }
    };

    /** Its name in configurations. */
    public final String id;

    /** Where its providers' base URLs end. */
    public final String base;

    /** Where a caller asks for a whole answer. */
    public final String path;

    /** Where a caller asks for a stream. */
    public final String streamPath;

    Speaker(String id, String base, String path, String streamPath) {
        this.id = id;
        this.base = base;
        this.path = path;
        this.streamPath = streamPath;
    }

    /** A request for {@code sim/m} as a caller of this dialect sends it. */
    public abstract String request(boolean stream);

    /** A whole answer as a provider of this dialect gives it. */
    abstract String whole();

    /** The events of a stream as a provider of this dialect sends them; none where they are no text. */
    public abstract String events();

    /** The events of a stream that come before its first content. */
    public String beforeContent() {
        String events = events();
        int before = events.lastIndexOf(eventEnd(), events.indexOf("hello"));
        return before < 0 ? "" : events.substring(0, before + eventEnd().length());
    }

    private String eventEnd() {
        return events().contains("\r\n\r\n") ? "\r\n\r\n" : "\n\n";
    }

    /** The events of a stream up to its first content, that one included. */
    public String untilContent() {
        String events = events();
        return events.substring(
                0,
                events.indexOf(eventEnd(), events.indexOf("hello")) + eventEnd().length());
    }

    Script answered() {
        return answered(UnaryOperator.identity());
    }

    /** A whole answer, its JSON edited. */
    public Script answered(UnaryOperator<String> edit) {
        return Script.json(200, edit.apply(whole()));
    }

    Script streamed() {
        return streamed(UnaryOperator.identity());
    }

    /** A stream, the JSON of its events edited. */
    public Script streamed(UnaryOperator<String> edit) {
        return Script.sseRaw(Octets.of(edit.apply(events())));
    }

    /** The dialect itself. */
    public Dialect dialect() {
        return switch (this) {
            case OPENAI_CHAT -> new OpenAiChat();
            case OPENAI_RESPONSES -> new OpenAiResponses();
            case ANTHROPIC -> new AnthropicMessages();
            case GEMINI -> new GeminiGenerate();
            case BEDROCK -> new BedrockConverse();
        };
    }

    /** Its configuration as provider {@code sim} at that address. */
    public String provider(String url) {
        return "providers:\n" + provider("sim", url);
    }

    /** The line of a provider of that name there. */
    public String provider(String name, String url) {
        return "  " + name + ": { dialect: " + id + ", url: \"" + url + base + "\", key: sk-provider }\n";
    }
}
