package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What a route adds to requests: settings where the caller set none, members of the body, lines of the head. */
class AddedToRequestsTest {
    private static final String ADDED = "models:\n  sim/m: { use: sim/m, defaults: { temperature: 0.25, max_tokens: 77,"
            + " stop: END, seed: 5 }, body: { extra: { list: [1, \"two\"], on: true } }, headers: { x-team: \"red blue\" } }\n";

    static Stream<Arguments> pairs() {
        return Arrays.stream(Speaker.values())
                .flatMap(caller -> Arrays.stream(Speaker.values()).map(provider -> Arguments.of(caller, provider)));
    }

    private static ReceivedRequest sent(Speaker caller, Speaker provider, String models, String more) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(provider.provider(simulator.url()) + models)) {
            simulator.answer(provider.answered());
            String request = caller.request(false);
            HttpResponse<String> answer =
                    sluice.post(caller.path, request.substring(0, request.length() - 1) + more + "}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-sluice-loss")).isEmpty();
            return simulator.requests().getFirst();
        }
    }

    /** Temperature, output cap and stop sequence in a request of that dialect. */
    private static JsonNode[] settings(Speaker provider, JsonNode json) {
        return switch (provider) {
            case OPENAI_CHAT -> nodes(json, "/temperature", "/max_completion_tokens", "/stop/0");
            case OPENAI_RESPONSES -> nodes(json, "/temperature", "/max_output_tokens", "/none");
            case ANTHROPIC -> nodes(json, "/temperature", "/max_tokens", "/stop_sequences/0");
            case GEMINI ->
                nodes(
                        json,
                        "/generationConfig/temperature",
                        "/generationConfig/maxOutputTokens",
                        "/generationConfig/stopSequences/0");
            case BEDROCK ->
                nodes(
                        json,
                        "/inferenceConfig/temperature",
                        "/inferenceConfig/maxTokens",
                        "/inferenceConfig/stopSequences/0");
        };
    }

    private static JsonNode[] nodes(JsonNode json, String... paths) {
        return Arrays.stream(paths).map(json::at).toArray(JsonNode[]::new);
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void whatACallerLeavesOutIsSaidInTheProvidersWords(Speaker caller, Speaker provider) throws Exception {
        ReceivedRequest sent = sent(caller, provider, ADDED, "");
        JsonNode[] settings = settings(provider, sent.json());

        assertThat(settings[0].asDouble()).isEqualTo(0.25);
        // Every caller of Anthropic's dialect has a cap of its own.
        assertThat(settings[1].asInt()).isEqualTo(caller == Speaker.ANTHROPIC ? 64 : 77);
        if (provider != Speaker.OPENAI_RESPONSES) {
            assertThat(settings[2].asString()).isEqualTo("END");
        }
        assertThat(sent.json().at("/extra/list/1").asString()).isEqualTo("two");
        assertThat(sent.json().at("/extra/on").asBoolean()).isTrue();
        assertThat(sent.header("x-team")).hasValue("red blue");
    }

    @ParameterizedTest
    @EnumSource(Speaker.class)
    void whatACallerSaysItselfStays(Speaker speaker) throws Exception {
        String own = switch (speaker) {
            case OPENAI_CHAT -> ",\"temperature\":0.5,\"max_tokens\":9,\"stop\":\"MINE\"";
            case OPENAI_RESPONSES -> ",\"temperature\":0.5,\"max_output_tokens\":9";
            case ANTHROPIC -> ",\"temperature\":0.5,\"stop_sequences\":[\"MINE\"]";
            case GEMINI ->
                ",\"generation_config\":{\"temperature\":0.5,\"max_output_tokens\":9,\"stop_sequences\":[\"MINE\"]}";
            case BEDROCK -> ",\"inferenceConfig\":{\"temperature\":0.5,\"maxTokens\":9,\"stopSequences\":[\"MINE\"]}";
        };
        String models = ADDED.replace("seed: 5", "user: u");
        String written = sent(speaker, speaker, models, own).body().text();

        assertThat(written).contains(own.substring(1, own.endsWith("}") ? own.length() - 1 : own.length()));
        assertThat(written).doesNotContain("0.25").doesNotContain("77").doesNotContain("END");
    }

    @Test
    void aMemberOfTheBodyIsThereWhateverTheCallerSent() throws Exception {
        String models = "models:\n  sim/m: { use: sim/m, body: { user: us, extra: { b: 2 } } }\n";
        JsonNode written = sent(
                        Speaker.OPENAI_CHAT,
                        Speaker.OPENAI_CHAT,
                        models,
                        ",\"user\":\"them\",\"extra\":{\"a\":1,\"b\":1}")
                .json();

        assertThat(written.path("user").asString()).isEqualTo("us");
        assertThat(written.at("/extra/a").asInt()).isEqualTo(1);
        assertThat(written.at("/extra/b").asInt()).isEqualTo(2);
    }

    @Test
    void theInnerNodeSpeaksBeforeTheOuterMemberByMember() throws Exception {
        String models =
                "models:\n  sim/m: { first: [ { use: sim/m, defaults: { seed: 1 } } ], defaults: { seed: 2, user: u"
                        + " }, headers: { X-Team: red } }\n";
        ReceivedRequest sent = sent(Speaker.OPENAI_CHAT, Speaker.OPENAI_CHAT, models, "");

        assertThat(sent.json().path("seed").asInt()).isEqualTo(1);
        assertThat(sent.json().path("user").asString()).isEqualTo("u");
        assertThat(sent.header("x-team")).hasValue("red");
    }

    @Test
    void aDefaultDoesNotMeetWhatItCannotStandBeside() throws Exception {
        String models = "models:\n  sim/m: { use: sim/m, defaults: { temperature: 0.2, reasoning_effort: low } }\n";
        JsonNode thinking = sent(
                        Speaker.ANTHROPIC,
                        Speaker.ANTHROPIC,
                        models,
                        ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"top_p\":0.97")
                .json();

        assertThat(thinking.has("temperature")).isFalse();
        assertThat(thinking.at("/thinking/budget_tokens").asInt()).isEqualTo(1024);
        assertThat(thinking.has("output_config")).isFalse();
    }

    @Test
    void anEmbeddingGetsTheBodysMembersAndTheLines() throws Exception {
        String models = "models:\n  sim/m: { use: sim/m, defaults: { seed: 2 }, body: { input_type: query }, headers: {"
                + " x-team: red } }\n";
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.OPENAI_CHAT.provider(simulator.url()) + models)) {
            simulator.answer(Script.json(
                    200,
                    "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":"
                            + "[0.5]}],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}"));

            HttpResponse<String> answer = sluice.post("/v1/embeddings", "{\"model\":\"sim/m\",\"input\":\"hi\"}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            ReceivedRequest sent = simulator.requests().getFirst();
            assertThat(sent.json().path("input_type").asString()).isEqualTo("query");
            assertThat(sent.json().has("seed")).isFalse();
            assertThat(sent.header("x-team")).hasValue("red");
        }
    }
}
