package io.sluice.dialects.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.openai.chat.OpenAiChat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each provider is sent, word for word. */
class EmbeddingFormsTest {
    private static final String TWO = "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"dimensions\":256}";
    private static final String IMAGE =
            "{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\"," + "\"data\":\"AA==\"}}]}}";

    private static List<String> bodies(Side side, String openAi) {
        return side.sent(Side.OPENAI.asked(openAi)).bodies();
    }

    private static ErrorFacts refusal(Side side, EmbedRequest request) {
        return switch (side.written(request)) {
            case EmbeddingCodec.Written.Refused(ErrorFacts error) -> error;
            case EmbeddingCodec.Written.Bodies sent -> throw new AssertionError("was written: " + sent.bodies());
        };
    }

    private static String many(int inputs) {
        return "{\"model\":\"m\",\"input\":[" + "\"a\",".repeat(inputs - 1) + "\"a\"]}";
    }

    @Test
    void geminiGetsABatch() {
        assertThat(bodies(Side.GEMINI, TWO))
                .containsExactly("{\"requests\":[{\"model\":\"models/gemini-embedding-001\",\"content\":{\"parts\":"
                        + "[{\"text\":\"a\"}]},\"outputDimensionality\":256},{\"model\":\"models/gemini-embedding-001\","
                        + "\"content\":{\"parts\":[{\"text\":\"b\"}]},\"outputDimensionality\":256}]}");
    }

    @Test
    void vertexGetsOneContentARequestOrInstances() {
        assertThat(bodies(Side.VERTEX_ONE, TWO))
                .containsExactly(
                        "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"embedContentConfig\":{\"outputDimensionality\":256}}",
                        "{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"embedContentConfig\":{\"outputDimensionality\":256}}");
        assertThat(bodies(
                        Side.VERTEX_PREDICT, TWO.replace("256", "256,\"input_type\":\"query\",\"truncate\":\"NONE\"")))
                .containsExactly("{\"instances\":[{\"content\":\"a\",\"task_type\":\"RETRIEVAL_QUERY\"},"
                        + "{\"content\":\"b\",\"task_type\":\"RETRIEVAL_QUERY\"}],\"parameters\":"
                        + "{\"outputDimensionality\":256,\"autoTruncate\":false}}");
    }

    @Test
    void cohereIsToldThatTextsAreDocumentsWhereNobodySaysWhatTheyAre() {
        assertThat(bodies(Side.COHERE, TWO))
                .containsExactly("{\"model\":\"embed-v4.0\",\"texts\":[\"a\",\"b\"],\"input_type\":\"search_document\","
                        + "\"embedding_types\":[\"float\"],\"output_dimension\":256}");
        assertThat(bodies(Side.BEDROCK_COHERE, TWO.replace("256", "256,\"input_type\":\"search_query\"")))
                .containsExactly("{\"texts\":[\"a\",\"b\"],\"input_type\":\"search_query\","
                        + "\"embedding_types\":[\"float\"],\"output_dimension\":256}");
    }

    @Test
    void amazonsModelsGetOneInputACall() {
        assertThat(bodies(Side.TITAN_1, TWO)).containsExactly("{\"inputText\":\"a\"}", "{\"inputText\":\"b\"}");
        assertThat(bodies(Side.TITAN_2, TWO))
                .containsExactly(
                        "{\"inputText\":\"a\",\"dimensions\":256}", "{\"inputText\":\"b\",\"dimensions\":256}");
        assertThat(bodies(Side.TITAN_IMAGE, TWO))
                .contains("{\"inputText\":\"a\",\"embeddingConfig\":{\"outputEmbeddingLength\":256}}");
        assertThat(bodies(Side.NOVA, TWO))
                .contains("{\"schemaVersion\":\"nova-multimodal-embed-v1\",\"taskType\":\"SINGLE_EMBEDDING\","
                        + "\"singleEmbeddingParams\":{\"embeddingPurpose\":\"GENERIC_INDEX\",\"embeddingDimension\":256,"
                        + "\"text\":{\"truncationMode\":\"END\",\"value\":\"b\"}}}")
                .hasSize(2);
    }

    @Test
    void ollamaGetsAllAtOnce() {
        assertThat(bodies(Side.OLLAMA, TWO))
                .containsExactly("{\"model\":\"nomic-embed-text\",\"input\":[\"a\",\"b\"],\"dimensions\":256}");
    }

    @Test
    void imagesGoWhereTheyAreTaken() {
        EmbedRequest request = Side.GEMINI.asked(IMAGE);
        assertThat(Side.TITAN_IMAGE.sent(request).only()).isEqualTo("{\"inputImage\":\"AA==\"}");
        assertThat(Side.NOVA.sent(request).only())
                .contains("\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"AA==\"}}");
        assertThat(Side.COHERE.sent(request).only())
                .contains("\"inputs\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":"
                        + "\"data:image/png;base64,AA==\"}}]}]");
        for (Side side : List.of(Side.OPENAI, Side.OLLAMA, Side.TITAN_2, Side.VERTEX_PREDICT)) {
            ErrorFacts error = refusal(side, request);
            assertThat(error.code()).as(side.title).isEqualTo("unsupported_input");
            assertThat(error.param()).isEqualTo("input[0]");
        }
    }

    @Test
    void tokenIdsGoToNobodyElse() {
        EmbedRequest request = Side.OPENAI.asked("{\"model\":\"m\",\"input\":[\"a\",[1,2]]}");
        for (Side side : Side.values()) {
            if (side == Side.OPENAI) {
                assertThat(side.sent(request).only()).contains("\"input\":[\"a\",[1,2]]");
            } else {
                assertThat(refusal(side, request).param()).as(side.title).isEqualTo("input[1]");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI,2048",
        "GEMINI,100",
        "VERTEX_PREDICT,250",
        "COHERE,96",
        "BEDROCK_COHERE,96",
        "TITAN_2,1",
        "NOVA,1"
    })
    void noRequestHasMoreInputsThanItsProviderTakes(Side side, int most) {
        assertThat(bodies(side, many(most))).hasSize(1);
        assertThat(bodies(side, many(most + 1))).hasSize(2);
    }

    @Test
    void vertexGetsNoMoreTextInOneRequestThanItTakes() {
        String long30k = "a".repeat(30_000);
        String body = "{\"model\":\"m\",\"input\":[\"" + long30k + "\",\"" + long30k + "\",\"b\"]}";
        assertThat(bodies(Side.VERTEX_PREDICT, body)).hasSize(2);
    }

    @Test
    void textsForDifferentPurposesAreAskedForApartWhereAProviderHasOneForAll() {
        EmbedRequest request = Side.GEMINI.asked(
                "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":"
                        + "\"RETRIEVAL_QUERY\"},{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"taskType\":\"RETRIEVAL_DOCUMENT\"}]}");
        Side.Sent sent = Side.COHERE.sent(request);
        assertThat(sent.losses()).isEmpty();
        assertThat(sent.bodies().getFirst()).contains("[\"a\"],\"input_type\":\"search_query\"");
        assertThat(sent.bodies().getLast()).contains("[\"b\"],\"input_type\":\"search_document\"");
    }

    @Test
    void aProviderThatWantsAnInputTypeGetsItInItsOwnWord() {
        EmbedRequest request =
                Side.GEMINI.asked("{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"task_type\":\"RETRIEVAL_DOCUMENT\"}");
        Sending nvidia = new Sending("nv-embed", null, Quirks.of(List.of("embed_input_type=passage,query")));
        EmbeddingCodec.Written written = new OpenAiChat().embeddings().writeRequest(request, nvidia);
        assertThat(written).isInstanceOfSatisfying(EmbeddingCodec.Written.Bodies.class, sent -> {
            assertThat(sent.losses()).isEmpty();
            assertThat(new String(sent.bodies().getFirst(), StandardCharsets.UTF_8))
                    .contains("\"input_type\":\"passage\"");
        });
        assertThat(Side.OPENAI.sent(request).losses())
                .extracting(loss -> loss.path())
                .containsExactly("input_type");
    }

    @Test
    void settingsInAnObjectOfTheirOwnAreTheSame() {
        EmbedRequest request = Side.GEMINI.asked("{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"embedContentConfig\":"
                + "{\"taskType\":\"CLUSTERING\",\"title\":\"t\",\"outputDimensionality\":8,\"autoTruncate\":false,"
                + "\"documentOcr\":true}}");
        assertThat(request.dimensions()).isEqualTo(8);
        assertThat(request.truncation()).isEqualTo(Truncation.NONE);
        assertThat(Side.VERTEX_ONE.sent(request).only())
                .isEqualTo(
                        "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"embedContentConfig\":{\"taskType\":\"CLUSTERING\","
                                + "\"title\":\"t\",\"outputDimensionality\":8,\"autoTruncate\":false,\"documentOcr\":true}}");
        assertThat(Side.COHERE.sent(request).losses())
                .extracting(loss -> loss.path())
                .containsExactly("input[0].embedContentConfig.documentOcr", "input[0].title");
    }

    @Test
    void thatVertexCutAnInputIsNotLostInSilence() {
        Losses losses = new Losses();
        EmbedRequest request = Side.OPENAI.asked("{\"model\":\"m\",\"input\":\"a\"}");
        Side.OPENAI.told(
                Side.VERTEX_PREDICT.answer("{\"predictions\":[{\"embeddings\":{\"values\":[1],\"statistics\":"
                        + "{\"token_count\":4,\"truncated\":true}}}]}"),
                request,
                losses);
        assertThat(losses.all()).extracting(loss -> loss.path()).containsExactly("truncated");
        EmbedAnswer whole = Side.VERTEX_ONE.answer("{\"embedding\":{\"values\":[1]},\"truncated\":false}");
        assertThat(whole.extras().isEmpty()).isTrue();
    }

    @Test
    void aBatchWhoseRequestsDifferInWidthIsRefusedByName() {
        EmbeddingCodec.Read read = Side.GEMINI.read(
                "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},"
                        + "\"outputDimensionality\":8},{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"outputDimensionality\":9}]}");
        assertThat(read).isInstanceOfSatisfying(EmbeddingCodec.Read.Refused.class, refused -> {
            assertThat(refused.error().code()).isEqualTo("unsupported_input");
            assertThat(refused.error().param()).isEqualTo("requests[1].outputDimensionality");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input | {\"model\":\"m\"}",
                "input | {\"model\":\"m\",\"input\":[]}",
                "input | {\"model\":\"m\",\"input\":7}",
                "input[1] | {\"model\":\"m\",\"input\":[\"a\",{\"image\":\"x\"}]}",
                "dimensions | {\"model\":\"m\",\"input\":\"a\",\"dimensions\":0}",
                "encoding_format | {\"model\":\"m\",\"input\":\"a\",\"encoding_format\":\"int8\"}"
            })
    void whatCannotBeUnderstoodIsRefusedByItsField(String field, String body) {
        assertThat(Side.OPENAI.read(body)).isInstanceOfSatisfying(EmbeddingCodec.Read.Refused.class, refused -> {
            assertThat(refused.error().status()).isEqualTo(400);
            assertThat(refused.error().param()).isEqualTo(field);
        });
    }

    @Test
    void usageIsInOurBuckets() {
        Usage ten = new Usage(10, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Side.VERTEX_PREDICT
                        .answer(
                                "{\"predictions\":[{\"embeddings\":{\"values\":[1],\"statistics\":{\"token_count\":4}}},"
                                        + "{\"embeddings\":{\"values\":[1],\"statistics\":{\"token_count\":6.0}}}]}")
                        .usage())
                .isEqualTo(ten);
        assertThat(Side.COHERE
                        .answer("{\"embeddings\":{\"float\":[[1]]},\"meta\":{\"billed_units\":{\"input_tokens\":10,"
                                + "\"image_tokens\":3}}}")
                        .usage())
                .isEqualTo(new Usage(10, 0, 0, 0, 0, 0, 0, 0, 3, 0));
        assertThat(Side.TITAN_2
                        .answer("{\"embedding\":[1],\"inputTextTokenCount\":10}")
                        .usage())
                .isEqualTo(ten);
        assertThat(Side.OPENAI
                        .answer("{\"data\":[],\"usage\":{\"total_tokens\":-1}}")
                        .usage())
                .isNull();
    }

    @Test
    void anAnswerWithoutUsageIsWrittenWithNoneAndSaysSo() {
        EmbedAnswer answer = Side.GEMINI.answer("{\"embeddings\":[{\"values\":[1]}]}");
        Losses losses = new Losses();
        String told = Side.OPENAI.told(answer, Side.OPENAI.asked("{\"model\":\"m\",\"input\":\"a\"}"), losses);
        assertThat(told)
                .isEqualTo("{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[1]}],"
                        + "\"model\":\"asked\",\"usage\":{\"prompt_tokens\":0,\"total_tokens\":0}}");
        assertThat(losses.all()).extracting(loss -> loss.path()).containsExactly("usage");
    }

    @Test
    void vectorsAreToldInTheOrderOfTheirIndex() {
        EmbedAnswer answer =
                Side.OPENAI.answer("{\"data\":[{\"index\":1,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}]}");
        assertThat(answer.vectors()).extracting(Vector::numbers).containsExactly("[1]", "[2]");
        EmbedAnswer twice =
                Side.OPENAI.answer("{\"data\":[{\"index\":0,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}]}");
        assertThat(twice.error()).isNotNull();
    }
}
