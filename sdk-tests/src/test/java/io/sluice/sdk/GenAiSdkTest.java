package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.Content;
import com.google.genai.types.ContentEmbedding;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import com.google.genai.types.Type;
import io.sluice.simulator.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Google's SDK in front of providers of other dialects. */
@ExtendWith(WithSluice.class)
class GenAiSdkTest {
    private static final GenerateContentConfig PLAIN =
            GenerateContentConfig.builder().maxOutputTokens(4000).build();
    private static final GenerateContentConfig WITH_TOOL = GenerateContentConfig.builder()
            .maxOutputTokens(4000)
            .thinkingConfig(ThinkingConfig.builder().includeThoughts(true).thinkingBudget(2000))
            .tools(Tool.builder()
                    .functionDeclarations(FunctionDeclaration.builder()
                            .name("weather")
                            .parameters(Schema.builder()
                                    .type(Type.Known.OBJECT)
                                    .properties(Map.of(
                                            "city",
                                            Schema.builder()
                                                    .type(Type.Known.STRING)
                                                    .build()))
                                    .build())
                            .build())
                    .build())
            .build();

    private final Sluice sluice;
    private final Client client;

    GenAiSdkTest(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.googleWith(sluice.key());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void aWholeAnswerIsRead(Upstream upstream) {
        sluice.provider().next(upstream.says());

        GenerateContentResponse answer = client.models.generateContent(upstream.model(), "hi", PLAIN);

        assertThat(answer.text()).isEqualTo("hello there");
        assertThat(answer.finishReason().toString()).isEqualTo("STOP");
        assertThatItCounted(answer);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsRead(Upstream upstream) {
        sluice.provider().next(upstream.saysInPieces());

        List<GenerateContentResponse> pieces = streamed(upstream, PLAIN);

        assertThat(parts(pieces).stream().map(part -> part.text().orElse("")).toList())
                .containsSubsequence("hello", " there");
        assertThat(pieces.getLast().finishReason().toString()).isEqualTo("STOP");
        assertThatItCounted(pieces.getLast());
    }

    @Test
    void vectorsOfAProviderOfAnotherDialectAreRead() {
        EmbedContentConfig settings = EmbedContentConfig.builder()
                .outputDimensionality(8)
                .taskType("RETRIEVAL_QUERY")
                .build();

        List<ContentEmbedding> vectors = client.models
                .embedContent("embed", List.of("one", "two"), settings)
                .embeddings()
                .orElseThrow();

        assertThat(vectors)
                .hasSize(2)
                .allSatisfy(vector -> assertThat(vector.values().orElseThrow()).hasSize(8));
        assertThat(vectors.getFirst()).isNotEqualTo(vectors.getLast());
        assertThat(Ask.received(sluice.provider()).model()).isEqualTo("embed-test");
    }

    private static void assertThatItCounted(GenerateContentResponse answer) {
        GenerateContentResponseUsageMetadata usage = answer.usageMetadata().orElseThrow();
        assertThat(usage.promptTokenCount()).contains(11);
        assertThat(usage.candidatesTokenCount()).contains(7);
        assertThat(usage.totalTokenCount()).contains(18);
    }

    @ParameterizedTest
    @EnumSource
    void aToolLoopBringsBackWhatWasThought(Upstream upstream) {
        sluice.provider().next(upstream.calls(), upstream.says());

        GenerateContentResponse asked = client.models.generateContent(upstream.model(), "hi", WITH_TOOL);

        assertThatTheLoopCloses(upstream, Objects.requireNonNull(asked.parts()));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamedToolLoopBringsBackWhatWasThought(Upstream upstream) {
        sluice.provider().next(upstream.callsInPieces(), upstream.says());

        assertThatTheLoopCloses(upstream, parts(streamed(upstream, WITH_TOOL)));
    }

    private void assertThatTheLoopCloses(Upstream upstream, List<Part> asked) {
        assertThat(asked.stream()
                        .filter(part -> part.thought().orElse(false))
                        .map(part -> part.text().orElse(""))
                        .reduce("", String::concat))
                .isEqualTo("Let me see.");
        var call = asked.stream()
                .flatMap(part -> part.functionCall().stream())
                .findFirst()
                .orElseThrow();
        assertThat(call.name()).contains("weather");
        assertThat(call.args()).contains(Map.of("city", "Paris", "days", 3));
        FunctionResponse.Builder told =
                FunctionResponse.builder().name("weather").response(Map.of("output", "sunny"));
        call.id().ifPresent(told::id);

        client.models.generateContent(
                upstream.model(),
                List.of(
                        user(Part.fromText("hi")),
                        Content.builder().role("model").parts(asked).build(),
                        user(Part.builder().functionResponse(told.build()).build())),
                WITH_TOOL);

        received();
        ToolLoop.assertThatItCameBack(upstream, received().json());
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaReachesTheProvider(Upstream upstream) {
        sluice.provider().next(upstream.says());
        Schema forecast = Schema.builder().type(Type.Known.STRING).build();

        client.models.generateContent(
                upstream.model(),
                "hi",
                PLAIN.toBuilder()
                        .responseMimeType("application/json")
                        .responseSchema(Schema.builder()
                                .type(Type.Known.OBJECT)
                                .properties(Map.of("forecast", forecast))
                                .build())
                        .build());

        assertThat(received().body().text()).contains("forecast");
    }

    @ParameterizedTest
    @EnumSource
    void anImageReachesTheProvider(Upstream upstream) {
        sluice.provider().next(upstream.says());

        client.models.generateContent(upstream.model(), user(Part.fromBytes(Ask.PIXEL, "image/png")), PLAIN);

        assertThat(received().body().text()).contains(Ask.PIXEL_TEXT).contains("png");
    }

    @ParameterizedTest
    @EnumSource
    void closingAStreamClosesTheProvidersToo(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.fallsSilent());

        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(upstream.model(), "hi", PLAIN)) {
            assertThat(stream.iterator().hasNext()).isTrue();
        }

        Ask.assertThatTheCallerLeft(sluice.provider());
    }

    @Test
    void anUnknownKeyIsUnauthorized() {
        Client stranger = sluice.googleWith("sk-nobody-made-this");

        var error = catchThrowableOfType(
                ClientException.class, () -> stranger.models.generateContent(Upstream.CHAT.model(), "hi", PLAIN));
        stranger.close();

        assertThat(error.code()).isEqualTo(401);
        assertThat(error.status()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void aModelTheKeyMayNotCallIsForbidden() {
        Client narrow = sluice.googleWith(sluice.narrowKey());

        var error = catchThrowableOfType(
                ClientException.class, () -> narrow.models.generateContent(Upstream.CHAT.model(), "hi", PLAIN));
        narrow.close();

        assertThat(error.code()).isEqualTo(403);
        assertThat(error.status()).isEqualTo("PERMISSION_DENIED");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProviderRefusesIsTheSdksOwnError(Upstream upstream) {
        sluice.provider().next(upstream.refusesFourTimes());

        assertThat(raised(ClientException.class, upstream).code()).isEqualTo(400);
        assertThat(raised(ClientException.class, upstream).code()).isEqualTo(404);
        assertThat(raised(ClientException.class, upstream).code()).isEqualTo(429);
        assertThat(raised(ServerException.class, upstream).code()).isEqualTo(500);
    }

    private <E extends ApiException> E raised(Class<E> type, Upstream upstream) {
        E error = catchThrowableOfType(type, () -> client.models.generateContent(upstream.model(), "hi", PLAIN));
        assertThat(error).hasMessageContaining("Said by the provider.");
        return error;
    }

    @ParameterizedTest
    @EnumSource
    void aProviderOverloadedOnTheWayIsTheSdksOwnError(Upstream upstream) {
        sluice.provider().next(upstream.overloadedOnTheWay());

        var error = catchThrowableOfType(ApiException.class, () -> streamed(upstream, PLAIN));

        assertThat(error).hasMessageContaining("Said by the provider.");
    }

    private List<GenerateContentResponse> streamed(Upstream upstream, GenerateContentConfig config) {
        List<GenerateContentResponse> pieces = new ArrayList<>();
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(upstream.model(), "hi", config)) {
            stream.forEach(pieces::add);
        }
        return pieces;
    }

    private static List<Part> parts(List<GenerateContentResponse> pieces) {
        return pieces.stream()
                .map(GenerateContentResponse::parts)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .toList();
    }

    private ReceivedRequest received() {
        return Ask.received(sluice.provider());
    }

    private static Content user(Part part) {
        return Content.builder().role("user").parts(part).build();
    }
}
