package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** What a provider must be given in the second turn of a tool loop, each in its own dialect. */
final class ToolLoop {
    private ToolLoop() {}

    /** The thought with its seal, the call and its result "sunny", where the dialect has a place for them. */
    static void assertThatItCameBack(Upstream upstream, JsonNode request) {
        assertThatItCameBack(upstream, request, "sunny");
    }

    /** The same with a result that says "sunny" in other words. */
    static void assertThatItCameBack(Upstream upstream, JsonNode request, String result) {
        switch (upstream) {
            case CHAT -> chat(request.at("/messages"), result);
            case RESPONSES -> responses(request.at("/input"), result);
            case ANTHROPIC -> anthropic(request.at("/messages"));
            case GEMINI -> gemini(request.at("/contents"));
            case BEDROCK -> bedrock(request.at("/messages"));
        }
    }

    private static void chat(JsonNode turns, String result) {
        assertThat(turns.at("/1/tool_calls/0/function/name").asString()).isEqualTo("weather");
        assertThat(turns.at("/2/tool_call_id").asString())
                .isEqualTo(turns.at("/1/tool_calls/0/id").asString())
                .isNotEmpty();
        assertThat(turns.at("/2/content").asString()).isEqualTo(result);
    }

    private static void responses(JsonNode items, String result) {
        assertThat(items.at("/1/type").asString()).isEqualTo("reasoning");
        assertThat(items.at("/1/encrypted_content").asString()).isEqualTo(Upstream.SEAL);
        assertThat(items.at("/2/name").asString()).isEqualTo("weather");
        assertThat(items.at("/3/call_id").asString())
                .isEqualTo(items.at("/2/call_id").asString())
                .isNotEmpty();
        assertThat(items.at("/3/output").asString()).isEqualTo(result);
    }

    private static void anthropic(JsonNode turns) {
        assertThat(turns.at("/1/content/0/thinking").asString()).isEqualTo("Let me see.");
        assertThat(turns.at("/1/content/0/signature").asString()).isEqualTo(Upstream.SEAL);
        assertThat(turns.at("/1/content/1/name").asString()).isEqualTo("weather");
        assertThat(turns.at("/2/content/0/tool_use_id").asString())
                .isEqualTo(turns.at("/1/content/1/id").asString())
                .isNotEmpty();
        assertThat(turns.at("/2/content/0/content").toString()).contains("sunny");
    }

    private static void gemini(JsonNode turns) {
        JsonNode call = parts(turns.at("/1/parts"), "functionCall");
        assertThat(call.at("/functionCall/name").asString()).isEqualTo("weather");
        assertThat(call.at("/thoughtSignature").asString()).isEqualTo(Upstream.SEAL);
        JsonNode result = turns.at("/2/parts/0/functionResponse");
        assertThat(result.at("/name").asString()).isEqualTo("weather");
        assertThat(result.at("/response").toString()).contains("sunny");
    }

    private static JsonNode parts(JsonNode parts, String member) {
        return parts.valueStream().filter(part -> part.has(member)).findFirst().orElseThrow();
    }

    private static void bedrock(JsonNode turns) {
        JsonNode thought = turns.at("/1/content/0/reasoningContent/reasoningText");
        assertThat(thought.at("/text").asString()).isEqualTo("Let me see.");
        assertThat(thought.at("/signature").asString()).isEqualTo(Upstream.SEAL);
        assertThat(turns.at("/1/content/1/toolUse/name").asString()).isEqualTo("weather");
        assertThat(turns.at("/2/content/0/toolResult/toolUseId").asString())
                .isEqualTo(turns.at("/1/content/1/toolUse/toolUseId").asString())
                .isNotEmpty();
        assertThat(turns.at("/2/content/0/toolResult/content").toString()).contains("sunny");
    }
}
