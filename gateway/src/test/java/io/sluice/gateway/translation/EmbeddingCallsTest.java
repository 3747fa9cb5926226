package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.gateway.faults.Lane;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Ending;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of calls for vectors that go through another dialect, besides the vectors. */
class EmbeddingCallsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static String asking(Embedder provider, String more) {
        return "{\"model\":\"sim/" + provider.model + "\",\"input\":[\"a\",\"four\"]" + more + "}";
    }

    private static String asking(Embedder provider, int inputs) {
        String texts = Collections.nCopies(inputs, "\"a\"").stream().collect(Collectors.joining(","));
        return "{\"model\":\"sim/" + provider.model + "\",\"input\":[" + texts + "]}";
    }

    @Test
    void vectorsAreToldInBase64ToWhoAsksForIt() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.COHERE.provider(simulator.url()))) {
            simulator.answer(Embedder.COHERE.answers());

            HttpResponse<String> answer =
                    sluice.post("/v1/embeddings", asking(Embedder.COHERE, ",\"encoding_format\":\"base64\""));

            assertThat(JSON.readTree(answer.body()).at("/data/0/embedding").asString())
                    .isEqualTo("AACAPwAAAD8=");
            assertThat(JSON.readTree(answer.body()).at("/model").asString()).isEqualTo("sim/m");
        }
    }

    @Test
    void aLongRequestAndALongAnswerAreTranslatedAsShortOnesAre() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.OLLAMA.provider(simulator.url()))) {
            String numbers = "[" + "0.125,".repeat(50_000) + "1]";
            simulator.answer(Script.json(200, "{\"model\":\"m\",\"embeddings\":[" + numbers + "]}"));

            HttpResponse<String> answer = sluice.post(
                    "/v1beta/models/sim/m:embedContent",
                    "{\"content\":{\"parts\":[{\"text\":\"" + "word ".repeat(30_000) + "\"}]}}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"embedding\":{\"values\":" + numbers + "}}");
            assertThat(simulator.requests().getFirst().json().at("/input/0").asString())
                    .hasSize(150_000);
        }
    }

    @Test
    void aRequestOfTheProvidersOwnDialectPassesAsItCame() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.GEMINI.provider(simulator.url()))) {
            simulator.answer(Script.json(200, "{ \"embedding\" : {\"values\":[ 1.0 ]}, \"odd\": 1e400}"));
            String body = "{ \"content\": {\"parts\":[{\"text\":\"a\"}]}, \"odd\" : 12345678901234567890.10 }";

            HttpResponse<String> answer = sluice.post("/v1beta/models/sim/m:embedContent", body);

            assertThat(answer.body()).isEqualTo("{ \"embedding\" : {\"values\":[ 1.0 ]}, \"odd\": 1e400}");
            ReceivedRequest sent = simulator.requests().getFirst();
            assertThat(sent.path()).isEqualTo("/v1beta/models/m:embedContent");
            assertThat(sent.body().text()).isEqualTo(body);
        }
    }

    @Test
    void aProvidersErrorIsToldInTheCallersWords() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.COHERE.provider(simulator.url()))) {
            simulator.answer(Script.json(429, "{\"message\":\"slow down\"}").header("retry-after", "7"));

            HttpResponse<String> openAi = sluice.post("/v1/embeddings", asking(Embedder.COHERE, ""));
            HttpResponse<String> gemini =
                    sluice.post("/v1beta/models/sim/m:embedContent", "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}");

            assertThat(openAi.statusCode()).isEqualTo(429);
            assertThat(openAi.headers().firstValue("retry-after")).hasValue("7");
            assertThat(openAi.body()).startsWith("{\"error\":{\"message\":\"slow down\"");
            assertThat(gemini.statusCode()).isEqualTo(429);
            assertThat(gemini.body()).contains("\"code\":429", "\"status\":\"RESOURCE_EXHAUSTED\"", "slow down");
        }
    }

    @Test
    void theFirstErrorOfSeveralRequestsIsTheAnswerAndNoMoreAreSent() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.TITAN.provider(simulator.url()))) {
            AtomicInteger asked = new AtomicInteger();
            simulator.answer(Script.asked(request -> asked.incrementAndGet() < 10
                    ? Script.json(200, "{\"embedding\":[1],\"inputTextTokenCount\":1}")
                    : Script.json(400, "{\"message\":\"too much\"}")
                            .header("x-amzn-errortype", "ValidationException")));

            HttpResponse<String> answer = sluice.post("/v1/embeddings", asking(Embedder.TITAN, 200));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("too much").doesNotContain("embedding\":");
            assertThat(asked.get()).isBetween(10, 20);
            CallRow row = sluice.call(answer);
            assertThat(row.usage()).isNull();
            assertThat(row.attempts()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatBreaksInTheMidstOfSeveralRequestsIsAFailure() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.TITAN.provider(simulator.url()))) {
            AtomicInteger asked = new AtomicInteger();
            simulator.answer(Script.asked(request -> asked.incrementAndGet() < 6
                    ? Script.json(200, "{\"embedding\":[1],\"inputTextTokenCount\":1}")
                    : Script.json(200, "{\"embedding\":[1],\"inputTextTokenCount\":1}")
                            .cutBodyAfter(5, Ending.FIN)));

            HttpResponse<String> answer = sluice.post("/v1/embeddings", asking(Embedder.TITAN, 20));

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("\"upstream_cut\"");
        }
    }

    @Test
    void vectorsThatAreNotOneForEachInputAreNoAnswer() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.OLLAMA.provider(simulator.url()))) {
            simulator.answer(Script.json(200, "{\"model\":\"m\",\"embeddings\":[[1]]}"));

            HttpResponse<String> answer = sluice.post(
                    "/v1beta/models/sim/m:batchEmbedContents",
                    "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},{\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_malformed", "1 vectors for 2 inputs");
        }
    }

    @Test
    void anAnswerThatIsNoJsonIsNoAnswer() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.COHERE.provider(simulator.url()))) {
            simulator.answer(Script.json(200, "<html>").contentType("text/html"));

            HttpResponse<String> answer = sluice.post("/v1/embeddings", asking(Embedder.COHERE, ""));

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_malformed");
        }
    }

    @Test
    void whatCannotBeCarriedIsNamedOrRefusedAsTheModelSays() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.COHERE.provider(simulator.url())
                        + "models:\n  strict: { use: sim/m, loss: reject }\n")) {
            simulator.answer(Embedder.COHERE.answers());

            HttpResponse<String> named = sluice.post("/v1/embeddings", asking(Embedder.COHERE, ",\"user\":\"u\""));
            HttpResponse<String> refused =
                    sluice.post("/v1/embeddings", "{\"model\":\"strict\",\"input\":\"a\",\"user\":\"u\"}");

            assertThat(named.headers().firstValue("x-sluice-loss"))
                    .hasValue("user: cohere embeddings have no end user");
            assertThat(sluice.call(named).note()).startsWith("lost of the request: user (");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("\"loss_rejected\"", "\"user\"");
            assertThat(simulator.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void anInputNobodyElseTakesIsRefusedAndNothingIsSent() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.TITAN.provider(simulator.url()))) {
            HttpResponse<String> tokens =
                    sluice.post("/v1/embeddings", "{\"model\":\"sim/" + Embedder.TITAN.model + "\",\"input\":[1,2,3]}");
            HttpResponse<String> many = sluice.post("/v1/embeddings", asking(Embedder.TITAN, 2_049));
            HttpResponse<String> strange =
                    sluice.post("/v1/embeddings", "{\"model\":\"sim/twelvelabs.marengo\",\"input\":\"a\"}");

            assertThat(tokens.statusCode()).isEqualTo(400);
            assertThat(tokens.body()).contains("\"unsupported_input\"", "\"input[0]\"");
            assertThat(many.statusCode()).isEqualTo(400);
            assertThat(many.body()).contains("\"unsupported_input\"", "2048");
            assertThat(strange.statusCode()).isEqualTo(400);
            assertThat(strange.body()).contains("\"unsupported_operation\"", "Titan");
            assertThat(simulator.requestCount()).isZero();
        }
    }

    @Test
    void aProviderWithoutEmbeddingsIsNotAskedAndThoseThatHaveThemAreNamed() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.ANTHROPIC.provider(simulator.url())
                        + "  vectors: { dialect: ollama, url: \"" + simulator.url() + "\" }\n")) {
            HttpResponse<String> answer = sluice.post("/v1/embeddings", "{\"model\":\"sim/m\",\"input\":\"a\"}");
            String bound = sluice.makeKey(new KeyWish("bound", List.of("sim/*"), null));
            HttpResponse<String> less =
                    sluice.send(HttpRequest.newBuilder(sluice.url().resolve("/v1/embeddings"))
                            .header("authorization", "Bearer " + bound)
                            .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"sim/m\",\"input\":\"a\"}")));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"unsupported_operation\"", "those that offer them are vectors");
            assertThat(less.body()).contains("\"unsupported_operation\"").doesNotContain("vectors");
            assertThat(simulator.requestCount()).isZero();
        }
    }

    @Test
    void eachOfSeveralRequestsIsSignedForItself() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice =
                        SluiceUnderTest.of("providers:\n  sim: { use: bedrock, url: \"" + simulator.url()
                                + "\", region: eu-central-1, key: \"AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\""
                                + " }\n")) {
            simulator.answer(Embedder.TITAN.answers());

            HttpResponse<String> answer = sluice.post("/v1/embeddings", asking(Embedder.TITAN, ""));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(simulator.requests())
                    .hasSize(2)
                    .extracting(request -> request.header("authorization").orElseThrow())
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":embedContent", ":batchEmbedContents"})
    void aFileThatWasNeverGivenToThisCallerIsNotFound(String verb) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.GEMINI.provider(simulator.url()))) {
            String content = "{\"content\":{\"parts\":[{\"fileData\":{\"fileUri\":"
                    + "\"https://generativelanguage.googleapis.com/v1beta/files/another\"}}]}}";

            HttpResponse<String> answer = sluice.post(
                    "/v1beta/models/sim/m" + verb,
                    verb.equals(":embedContent") ? content : "{\"requests\":[" + content + "]}");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"status\":\"NOT_FOUND\"");
            assertThat(simulator.requestCount()).isZero();
        }
    }

    @Test
    void whoLeavesEndsAllOfSeveralRequests() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.TITAN.provider(simulator.url()))) {
            simulator.answer(Script.silence());
            try (RawCaller caller = new RawCaller(sluice.port())) {
                String body = asking(Embedder.TITAN, 20);
                caller.send(RawCaller.head("/v1/embeddings", sluice.key(), body.length()) + body);
                Lane.await(() -> simulator.running() == 4, "four requests at a time");
            }

            CallRow row = sluice.awaitCall(found -> found.ending().callerGone());
            Lane.await(() -> simulator.running() == 0, "the provider still answers");
            assertThat(row.attempts()).hasSize(1);
            assertThat(simulator.requestCount()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1beta/models/sim%2Fm:embedContent",
                "/v1/projects/p/locations/global/publishers/google/models/sim%2Fm:embedContent",
                "/v1beta1/projects/p/locations/global/publishers/google/models/sim/m:embedContent"
            })
    void geminisCallersAskUnderThePathsOfAiStudioAndOfVertex(String path) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Embedder.OPENAI.provider(simulator.url()))) {
            simulator.answer(Embedder.OPENAI.answers());

            HttpResponse<String> answer = sluice.post(path, "{\"content\":{\"parts\":[{\"text\":\"four\"}]}}");

            assertThat(answer.body())
                    .isEqualTo("{\"embedding\":{\"values\":[4,0.5]},\"usageMetadata\":{\"promptTokenCount\":4,"
                            + "\"totalTokenCount\":4}}");
        }
    }
}
