package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever asks for vectors, in whatever form, gets those of every provider, in the order of the inputs. */
class EveryEmbeddingTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> TEXTS = List.of("a", "four", "sixsix");

    /** How a caller asks. */
    enum Caller {
        OPENAI {
            @Override
            String path(Embedder provider) {
                return "/v1/embeddings";
            }

            @Override
            String request(Embedder provider, List<String> texts) {
                return "{\"model\":\"sim/" + provider.model + "\",\"input\":" + JSON.writeValueAsString(texts) + "}";
            }

            @Override
            JsonNode vectors(JsonNode answer) {
                return answer.path("data");
            }

            @Override
            String field() {
                return "embedding";
            }
        },
        GEMINI_BATCH {
            @Override
            String path(Embedder provider) {
                return "/v1beta/models/sim/" + provider.model + ":batchEmbedContents";
            }

            @Override
            String request(Embedder provider, List<String> texts) {
                return texts.stream().map(Caller::content).collect(Collectors.joining(",", "{\"requests\":[", "]}"));
            }

            @Override
            JsonNode vectors(JsonNode answer) {
                return answer.path("embeddings");
            }
        },
        GEMINI_ONE {
            @Override
            String path(Embedder provider) {
                return "/v1beta/models/sim/" + provider.model + ":embedContent";
            }

            @Override
            String request(Embedder provider, List<String> texts) {
                return content(texts.getFirst());
            }

            @Override
            JsonNode vectors(JsonNode answer) {
                return JSON.createArrayNode().add(answer.path("embedding"));
            }
        };

        abstract String path(Embedder provider);

        abstract String request(Embedder provider, List<String> texts);

        abstract JsonNode vectors(JsonNode answer);

        String field() {
            return "values";
        }

        static String content(String text) {
            return "{\"model\":\"models/x\",\"content\":{\"parts\":[{\"text\":" + JSON.writeValueAsString(text)
                    + "}]}}";
        }

        /** How many it asks for. */
        List<String> texts(List<String> all) {
            return this == GEMINI_ONE ? all.subList(0, 1) : all;
        }
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Caller.values())
                .flatMap(caller -> Arrays.stream(Embedder.values()).map(provider -> Arguments.of(caller, provider)));
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void theCallerGetsTheVectorsOfTheProvider(Caller caller, Embedder provider) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(provider.provider(simulator.url()))) {
            simulator.answer(provider.answers());
            List<String> texts = caller.texts(TEXTS);

            HttpResponse<String> answer = sluice.post(caller.path(provider), caller.request(provider, texts));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(vectors(caller, answer.body())).isEqualTo(expected(texts));
            assertThat(simulator.requests())
                    .extracting(ReceivedRequest::path)
                    .containsOnly(
                            caller == Caller.GEMINI_ONE && provider == Embedder.GEMINI
                                    ? "/v1beta/models/m:embedContent"
                                    : provider.path);
            CallRow row = sluice.call(answer);
            assertThat(Objects.requireNonNull(row.usage()).totalInput()).isEqualTo(Embedder.tokens(texts));
            assertThat(row.usage().totalOutput()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Embedder.class)
    void moreInputsThanAProviderTakesGoInSeveralRequestsAndComeBackInOrder(Embedder provider) throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(provider.provider(simulator.url()))) {
            simulator.answer(provider.answers());
            List<String> texts = IntStream.range(0, 260)
                    .mapToObj("x"::repeat)
                    .map(text -> text + "y")
                    .toList();

            HttpResponse<String> answer = sluice.post("/v1/embeddings", Caller.OPENAI.request(provider, texts));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(vectors(Caller.OPENAI, answer.body())).isEqualTo(expected(texts));
            List<String> asked = new ArrayList<>();
            simulator.requests().forEach(request -> asked.addAll(provider.texts(request)));
            assertThat(asked).containsExactlyInAnyOrderElementsOf(texts);
            CallRow row = sluice.call(answer);
            assertThat(Objects.requireNonNull(row.usage()).totalInput()).isEqualTo(Embedder.tokens(texts));
            assertThat(row.attempts()).hasSize(1);
        }
    }

    private static List<String> vectors(Caller caller, String answer) {
        List<String> vectors = new ArrayList<>();
        caller.vectors(JSON.readTree(answer))
                .forEach(vector -> vectors.add(vector.path(caller.field()).toString()));
        return vectors;
    }

    private static List<String> expected(List<String> texts) {
        return texts.stream().map(Embedder::vector).toList();
    }
}
