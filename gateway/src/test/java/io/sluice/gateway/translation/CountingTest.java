package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How many tokens a request has: asked of the provider where it counts, in its dialect, and estimated where not. */
class CountingTest {
    private static final String ESTIMATE = "x-sluice-estimate";

    /** A dialect that has a request for a count: the path of a caller, the provider's, what is asked and answered. */
    enum Counts {
        ANTHROPIC(
                "anthropic count",
                "/v1/messages/count_tokens",
                "/messages/count_tokens",
                "{\"model\":\"sim/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "{\"input_tokens\":%d}"),
        GEMINI(
                "gemini",
                "/v1beta/models/sim%2Fm:countTokens",
                "/models/m:countTokens",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}",
                "{\"totalTokens\":%d}"),
        BEDROCK(
                "bedrock count",
                "/model/sim%2Fm/count-tokens",
                "/model/m/count-tokens",
                "{\"input\":{\"converse\":{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}}}",
                "{\"inputTokens\":%d}"),
        RESPONSES(
                "openai-responses count",
                "/v1/responses/input_tokens",
                "/responses/input_tokens",
                "{\"model\":\"sim/m\",\"input\":\"hi\"}",
                "{\"object\":\"response.input_tokens\",\"input_tokens\":%d}");

        final String dialect;
        final String path;
        final String there;
        final String request;
        final String answer;

        Counts(String dialect, String path, String there, String request, String answer) {
            this.dialect = dialect;
            this.path = path;
            this.there = there;
            this.request = request;
            this.answer = answer;
        }

        String answer(int tokens) {
            return answer.formatted(tokens);
        }

        /** What it is told of an estimate. */
        String estimate(int tokens) {
            String told = answer(tokens);
            return told.substring(0, told.length() - 1) + ",\"sluice\":{\"estimate\":true}}";
        }
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Counts.values())
                .flatMap(caller -> Arrays.stream(Counts.values()).map(provider -> Arguments.of(caller, provider)));
    }

    private static SluiceUnderTest before(Simulator simulator, String dialect) throws Exception {
        return SluiceUnderTest.of("catalog:\n  counts: { url: \"" + simulator.url() + "\", dialects: [ \"" + dialect
                + "\" ] }\nproviders:\n  sim: { use: counts, key: sk-provider }\n");
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void theProvidersOwnCountReachesTheCallerInItsOwnWords(Counts caller, Counts provider) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator, provider.dialect)) {
            simulator.answer(Script.json(200, provider.answer(23)));

            HttpResponse<String> answer = sluice.post(caller.path, caller.request);

            assertThat(answer.body()).isEqualTo(caller.answer(23));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue(ESTIMATE)).isEmpty();
            ReceivedRequest sent = simulator.requests().getFirst();
            assertThat(sent.path()).isEqualTo(provider.there);
            assertThat(sent.body().text()).contains("\"hi\"").doesNotContain("max_tokens", "stream", "maxTokens");
            CallRow row = sluice.call(answer);
            assertThat(row.asked().operation()).isEqualTo("count");
            assertThat(row.usage()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Counts.class)
    void theSameDialectGetsTheCallersBytes(Counts dialect) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator, dialect.dialect)) {
            String answer = " " + dialect.answer(23).replace("}", " , \"more\":[1]}");
            simulator.answer(Script.json(200, answer));

            assertThat(sluice.post(dialect.path, dialect.request.replace(":", " : "))
                            .body())
                    .isEqualTo(answer);

            assertThat(simulator.requests().getFirst().body().text())
                    .isEqualTo(dialect.request.replace(":", " : ").replace("sim/m", "m"));
        }
    }

    @ParameterizedTest
    @EnumSource(Counts.class)
    void aProviderThatDoesNotCountIsNotAskedAndTheEstimateSaysSo(Counts caller) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator, "openai-chat")) {
            HttpResponse<String> answer = sluice.post(caller.path, caller.request);

            // One word, one turn, the beginning of the answer.
            assertThat(answer.body()).isEqualTo(caller.estimate(1 + 4 + 3));
            assertThat(answer.headers().firstValue(ESTIMATE)).hasValue("tokens");
            assertThat(simulator.requestCount()).isZero();
            assertThat(sluice.call(answer).asked().operation()).isEqualTo("count");
        }
    }

    @Test
    void aProvidersErrorIsToldInTheCallersDialect() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator, Counts.GEMINI.dialect)) {
            simulator.answer(Script.json(
                    404, "{\"error\":{\"code\":404,\"message\":\"m is not found\",\"status\":\"NOT_FOUND\"}}"));

            HttpResponse<String> answer = sluice.post(Counts.ANTHROPIC.path, Counts.ANTHROPIC.request);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"type\":\"not_found_error\"", "m is not found");
        }
    }

    @ParameterizedTest
    @EnumSource(Counts.class)
    void anAnswerThatNamesNoNumberIsTheProvidersFault(Counts dialect) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator, dialect.dialect)) {
            simulator.answer(Script.json(200, "{\"tokens\":5}"));

            HttpResponse<String> answer = sluice.post(dialect.path, dialect.request);

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("no number of tokens");
        }
    }

    @Test
    void aKeyCountsOnlyWhatItMayCall() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator, Counts.ANTHROPIC.dialect)) {
            String limited = sluice.makeKey(new KeyWish("limited", List.of("sim/other"), null));

            HttpResponse<String> answer = sluice.send(sluice.request(Counts.ANTHROPIC.path)
                    .setHeader("authorization", "Bearer " + limited)
                    .POST(HttpRequest.BodyPublishers.ofString(Counts.ANTHROPIC.request)));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("sim/m");
            assertThat(simulator.requestCount()).isZero();
        }
    }

    @Test
    void vertexTakesTheFieldsOfARequestAndAiStudioTheWholeOfIt() throws Exception {
        String fields = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}],"
                + "\"systemInstruction\":{\"parts\":[{\"text\":\"be brief\"}]}}";
        String whole = "{\"generateContentRequest\":{\"model\":\"models/m\"," + fields.substring(1) + "}";
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest studio = before(simulator, "gemini");
                SluiceUnderTest vertex = before(simulator, "gemini +count=fields")) {
            simulator.answer(Script.json(200, Counts.GEMINI.answer(9)));
            String path = "/v1beta1/projects/p/locations/l/publishers/google/models/sim%2Fm:countTokens";

            assertThat(studio.post(path, fields).body()).isEqualTo(Counts.GEMINI.answer(9));
            assertThat(vertex.post(path, fields).body()).isEqualTo(Counts.GEMINI.answer(9));
            studio.post(Counts.GEMINI.path, whole);
            vertex.post(Counts.GEMINI.path, whole);

            assertThat(simulator.requests().stream().map(sent -> sent.body().text()))
                    .containsExactly(whole, fields, whole, fields);
        }
    }

    @Test
    void claudeOnVertexIsCountedUnderTheNameInTheBody() throws Exception {
        String dialect =
                "anthropic chat=/models/{model}:rawPredict count=/models/count-tokens:rawPredict +envelope=vertex";
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator, dialect)) {
            simulator.answer(Script.json(200, Counts.ANTHROPIC.answer(9)));

            for (Counts caller : new Counts[] {Counts.ANTHROPIC, Counts.GEMINI}) {
                assertThat(sluice.post(caller.path, caller.request).body()).isEqualTo(caller.answer(9));
            }

            assertThat(simulator.requests()).allSatisfy(sent -> {
                assertThat(sent.path()).isEqualTo("/models/count-tokens:rawPredict");
                assertThat(sent.model()).isEqualTo("m");
                assertThat(sent.json().path("anthropic_version").asString("")).isEqualTo("vertex-2023-10-16");
            });
        }
    }

    @Test
    void whatIsInOneMakersWordsIsCountedByBedrockAlone() throws Exception {
        String body = "{\"input\":{\"invokeModel\":{\"body\":\"e30=\"}}}";
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest bedrock = before(simulator, Counts.BEDROCK.dialect);
                SluiceUnderTest other = before(simulator, "openai-chat")) {
            simulator.answer(Script.json(200, Counts.BEDROCK.answer(9)));

            assertThat(bedrock.post(Counts.BEDROCK.path, body).body()).isEqualTo(Counts.BEDROCK.answer(9));
            HttpResponse<String> refused = other.post(Counts.BEDROCK.path, body);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.headers().firstValue("x-amzn-errortype")).hasValue("ValidationException");
            assertThat(refused.body()).contains("input.converse");
        }
    }

    @Test
    void aCountAsksForNothingThatConcernsTheAnswer() throws Exception {
        String more = ",\"max_output_tokens\":5,\"stream\":true,\"temperature\":1,\"instructions\":\"be brief\"}";
        String request = Counts.RESPONSES.request.replace("}", more);
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator, Counts.ANTHROPIC.dialect)) {
            simulator.answer(Script.json(200, Counts.ANTHROPIC.answer(9)));

            assertThat(sluice.post(Counts.RESPONSES.path, request).body()).isEqualTo(Counts.RESPONSES.answer(9));

            assertThat(simulator.requests().getFirst().json().propertyNames())
                    .containsExactlyInAnyOrder("model", "system", "messages");
        }
    }

    @Test
    void aModelIsCountedWhereItMustBeCalled() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of("catalog:\n  counts: { url: \"" + simulator.url()
                        + "\", dialects: [ \"gemini\", \"openai-chat demanded\" ], models: { chat-only: { dialect: openai-chat } } }"
                        + "\nproviders:\n  sim: { use: counts, key: sk-provider }\n")) {
            simulator.answer(Script.json(200, Counts.GEMINI.answer(9)));

            assertThat(sluice.post(Counts.ANTHROPIC.path, Counts.ANTHROPIC.request)
                            .headers()
                            .map())
                    .doesNotContainKey(ESTIMATE);
            assertThat(sluice.post(Counts.ANTHROPIC.path, Counts.ANTHROPIC.request.replace("sim/m", "sim/chat-only"))
                            .headers()
                            .map())
                    .containsKey(ESTIMATE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RESPONSES|'input'|'previous_response_id\":\"resp_theirs\",\"input'",
                "ANTHROPIC|'messages\":['|'messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":"
                        + "{\"type\":\"file\",\"file_id\":\"file_theirs\"}}]},'",
                "GEMINI|'contents'|'cachedContent\":\"cachedContents/theirs\",\"contents'",
                "GEMINI|'{\"contents\":'|'{\"generateContentRequest\":{\"cachedContent\":\"cachedContents/theirs\"},\"contents\":'"
            })
    void whatIsAnothersIsNotEvenCounted(Counts dialect, String at, String instead) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator, dialect.dialect)) {
            HttpResponse<String> answer = sluice.post(dialect.path, dialect.request.replace(at, instead));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
            assertThat(answer.body()).contains("theirs");
            assertThat(simulator.requestCount()).isZero();
        }
    }

    @Test
    void anEstimateCountsToolsAndMedia() throws Exception {
        String plain =
                "{\"model\":\"sim/m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}"
                        + "%s]}]%s}";
        String image =
                ",{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"aGk=\"}}";
        String tool = ",\"tools\":[{\"name\":\"hi\",\"input_schema\":{}}]";
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = before(simulator, "openai-chat")) {
            assertThat(sluice.post(Counts.ANTHROPIC.path, plain.formatted(image, ""))
                            .body())
                    .isEqualTo(Counts.ANTHROPIC.estimate(8 + 1_000));
            // The tool's frame, its name, and the schema's two braces, which are one token.
            assertThat(sluice.post(Counts.ANTHROPIC.path, plain.formatted("", tool))
                            .body())
                    .isEqualTo(Counts.ANTHROPIC.estimate(8 + 8 + 1 + 1));
        }
    }
}
