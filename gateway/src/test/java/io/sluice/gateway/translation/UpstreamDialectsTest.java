package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.Framing;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Dialects that only providers speak, and Anthropic's in other envelopes, behind an OpenAI caller. */
class UpstreamDialectsTest {
    private static final String COHERE =
            "event: content-delta\ndata: {\"type\":\"content-delta\",\"index\":0,\"delta\":"
                    + "{\"message\":{\"content\":{\"text\":\"hello there\"}}}}\n\n";

    private static String provider(String dialect, Simulator simulator, String path) {
        return "providers:\n  sim: { dialect: " + dialect + ", url: \"" + simulator.url() + path + "\", key: k }\n";
    }

    private static HttpResponse<String> ask(SluiceUnderTest sluice, boolean stream) throws Exception {
        return sluice.post("/v1/chat/completions", Speaker.OPENAI_CHAT.request(stream));
    }

    @Test
    void cohereAnswersAnOpenAiCaller() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(provider("cohere", simulator, "/v2"))) {
            simulator.answer(Script.json(
                    200,
                    "{\"id\":\"1\",\"finish_reason\":\"COMPLETE\",\"message\":{\"role\":\"assistant\",\"content\":"
                            + "[{\"type\":\"text\",\"text\":\"hello there\"}]},\"usage\":{\"billed_units\":"
                            + "{\"input_tokens\":11,\"output_tokens\":7}}}"));

            String answer = ask(sluice, false).body();

            assertThat(answer)
                    .contains("\"content\":\"hello there\"", "\"finish_reason\":\"stop\"", "\"total_tokens\":18");
            assertThat(simulator.requests().getFirst().path()).isEqualTo("/v2/chat");
        }
    }

    @Test
    void cohereStreamsToAnOpenAiCaller() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(provider("cohere", simulator, "/v2"))) {
            simulator.answer(
                    Script.sseRaw(
                            Octets.of(
                                    "event: message-start\ndata: {\"type\":\"message-start\",\"id\":\"1\",\"delta\":{\"message\":"
                                            + "{\"role\":\"assistant\"}}}\n\nevent: content-start\ndata: {\"type\":\"content-start\","
                                            + "\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}}}\n\n"
                                            + COHERE
                                            + "event: content-end\ndata: {\"type\":\"content-end\",\"index\":0}\n\n"
                                            + "event: message-end\ndata: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":"
                                            + "\"COMPLETE\",\"usage\":{\"billed_units\":{\"input_tokens\":11,\"output_tokens\":7}}}}\n\n")));

            String answer = ask(sluice, true).body();

            assertThat(answer)
                    .contains("\"content\":\"hello there\"", "\"finish_reason\":\"stop\"", "\"total_tokens\":18")
                    .endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void ollamaStreamsLinesToAnOpenAiCaller() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(provider("ollama", simulator, ""))) {
            simulator.answer(Script.status(200)
                    .contentType("application/x-ndjson")
                    .body(Octets.of(
                            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},\"done\":false}"
                                    + "\n{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\" there\"},\"done\":false}"
                                    + "\n{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                                    + "\"done_reason\":\"stop\",\"prompt_eval_count\":11,\"eval_count\":7}\n"))
                    .framed(Framing.CHUNKED));

            String answer = ask(sluice, true).body();

            assertThat(answer)
                    .contains("\"content\":\"hello\"", "\"content\":\" there\"", "\"total_tokens\":18")
                    .endsWith("data: [DONE]\n\n");
            assertThat(simulator.requests().getFirst().path()).isEqualTo("/api/chat");
        }
    }
}
