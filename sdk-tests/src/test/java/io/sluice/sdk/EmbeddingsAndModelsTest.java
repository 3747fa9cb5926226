package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import com.openai.models.models.Model;
import io.sluice.simulator.Script;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(WithSluice.class)
class EmbeddingsAndModelsTest {
    private final Sluice sluice;

    EmbeddingsAndModelsTest(Sluice sluice) {
        this.sluice = sluice;
    }

    @Test
    void textsBecomeVectorsInTheOrderOfTheTexts() {
        CreateEmbeddingResponse answer = embedded(EncodingFormat.FLOAT);

        assertThat(answer.model()).isEqualTo("embed");
        assertThat(answer.data()).extracting(vector -> vector.index()).containsExactly(0L, 1L);
        assertThat(answer.data())
                .allSatisfy(vector -> assertThat(vector.embedding()).hasSize(8));
        assertThat(answer.usage().totalTokens()).isPositive();
        assertThat(Ask.received(sluice.provider()).model()).isEqualTo("embed-test");
    }

    @Test
    void vectorsInBase64AreTheSame() {
        List<List<Float>> numbers = vectors(embedded(EncodingFormat.FLOAT));
        List<List<Float>> coded = vectors(embedded(EncodingFormat.BASE64));

        assertThat(coded).isEqualTo(numbers);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "BASE64"})
    void vectorsOfAProviderOfAnotherDialectAreRead(EncodingFormat.Known format) {
        sluice.provider()
                .next(Script.json(
                        200,
                        "{\"embeddings\":[{\"values\":[0.5,-0.1]},{\"values\":[1e-7,3]}],\"usageMetadata\":"
                                + "{\"promptTokenCount\":11}}"));

        CreateEmbeddingResponse answer = sluice.client()
                .embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(Upstream.GEMINI.model())
                        .inputOfArrayOfStrings(List.of("one", "two"))
                        .encodingFormat(
                                format == EncodingFormat.Known.FLOAT ? EncodingFormat.FLOAT : EncodingFormat.BASE64)
                        .build())
                .validate();

        assertThat(vectors(answer)).containsExactly(List.of(0.5f, -0.1f), List.of(1e-7f, 3f));
        assertThat(answer.usage().promptTokens()).isEqualTo(11);
        assertThat(answer.model()).isEqualTo(Upstream.GEMINI.model());
    }

    @Test
    void theListNamesThePublicModels() {
        assertThat(listed(sluice.client())).contains("fast", "embed");
        assertThat(sluice.provider().requests()).isEmpty();
    }

    @Test
    void theListNamesOnlyWhatTheKeyMayCall() {
        OpenAIClient client = sluice.clientWith(sluice.gateway().makeKey("lists-fast", "fast"))
                .build();

        assertThat(listed(client)).containsExactly("fast");
        client.close();
    }

    private CreateEmbeddingResponse embedded(EncodingFormat format) {
        return sluice.client()
                .embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("embed")
                        .inputOfArrayOfStrings(List.of("one", "two"))
                        .dimensions(8)
                        .encodingFormat(format)
                        .build());
    }

    private static List<List<Float>> vectors(CreateEmbeddingResponse answer) {
        return answer.data().stream().map(vector -> vector.embedding()).toList();
    }

    private static List<String> listed(OpenAIClient client) {
        return client.models().list().data().stream().map(Model::id).toList();
    }
}
