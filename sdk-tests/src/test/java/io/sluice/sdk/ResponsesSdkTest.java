package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseReasoningItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextConfig;
import com.openai.models.responses.ResponseUsage;
import io.sluice.simulator.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's Responses in front of providers of other dialects. */
@ExtendWith(WithSluice.class)
class ResponsesSdkTest {
    private final Sluice sluice;
    private final OpenAIClient client;

    ResponsesSdkTest(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.client();
    }

    @ParameterizedTest
    @EnumSource
    void aWholeAnswerIsRead(Upstream upstream) {
        sluice.provider().next(upstream.says());

        assertThatItSaidHello(client.responses().create(ask(upstream).build()));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsFolded(Upstream upstream) {
        sluice.provider().next(upstream.saysInPieces());

        assertThatItSaidHello(streamed(ask(upstream)));
    }

    private static void assertThatItSaidHello(Response answer) {
        assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
        assertThat(answer.output().stream()
                        .flatMap(item -> item.message().stream())
                        .flatMap(message -> message.content().stream()))
                .extracting(part -> part.asOutputText().text())
                .containsExactly("hello there");
        ResponseUsage usage = answer.usage().orElseThrow();
        assertThat(usage.inputTokens()).isEqualTo(11);
        assertThat(usage.outputTokens()).isEqualTo(7);
        assertThat(usage.totalTokens()).isEqualTo(18);
    }

    @ParameterizedTest
    @EnumSource
    void aToolLoopBringsBackWhatWasThought(Upstream upstream) {
        sluice.provider().next(upstream.calls(), upstream.says());

        assertThatTheLoopCloses(
                upstream, client.responses().create(withTool(upstream).build()));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamedToolLoopBringsBackWhatWasThought(Upstream upstream) {
        sluice.provider().next(upstream.callsInPieces(), upstream.says());

        assertThatTheLoopCloses(upstream, streamed(withTool(upstream)));
    }

    private void assertThatTheLoopCloses(Upstream upstream, Response asked) {
        List<ResponseInputItem> turns = new ArrayList<>();
        turns.add(ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content("hi")
                .build()));
        List<ResponseReasoningItem> thoughts = asked.output().stream()
                .flatMap(item -> item.reasoning().stream())
                .toList();
        ResponseFunctionToolCall call = asked.output().stream()
                .flatMap(item -> item.functionCall().stream())
                .findFirst()
                .orElseThrow();
        assertThat(thoughts.toString()).contains("Let me see.");
        assertThat(call.name()).isEqualTo("weather");
        assertThat(call.arguments().replace(" ", "")).isEqualTo("{\"city\":\"Paris\",\"days\":3}");
        asked.output().forEach(item -> {
            item.reasoning().ifPresent(thought -> turns.add(ResponseInputItem.ofReasoning(thought)));
            item.functionCall().ifPresent(asking -> turns.add(ResponseInputItem.ofFunctionCall(asking)));
        });
        turns.add(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                .callId(call.callId())
                .output("sunny")
                .build()));

        client.responses().create(withTool(upstream).inputOfResponse(turns).build());

        received();
        ToolLoop.assertThatItCameBack(upstream, received().json());
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaReachesTheProvider(Upstream upstream) {
        sluice.provider().next(upstream.says());
        var schema = ResponseFormatTextJsonSchemaConfig.Schema.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("forecast", Map.of("type", "string"))))
                .putAdditionalProperty("required", JsonValue.from(List.of("forecast")))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build();

        client.responses()
                .create(ask(upstream)
                        .text(ResponseTextConfig.builder()
                                .format(ResponseFormatTextJsonSchemaConfig.builder()
                                        .name("weather")
                                        .strict(true)
                                        .schema(schema)
                                        .build())
                                .build())
                        .build());

        assertThat(received().body().text()).contains("forecast");
    }

    @ParameterizedTest
    @EnumSource
    void anImageReachesTheProvider(Upstream upstream) {
        sluice.provider().next(upstream.says());

        client.responses()
                .create(ask(upstream)
                        .inputOfResponse(List.of(ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                                .role(ResponseInputItem.Message.Role.USER)
                                .content(List.of(ResponseInputContent.ofInputImage(ResponseInputImage.builder()
                                        .detail(ResponseInputImage.Detail.AUTO)
                                        .imageUrl("data:image/png;base64," + Ask.PIXEL_TEXT)
                                        .build())))
                                .build())))
                        .build());

        assertThat(received().body().text()).contains(Ask.PIXEL_TEXT).contains("png");
    }

    @ParameterizedTest
    @EnumSource
    void closingAStreamClosesTheProvidersToo(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.fallsSilent());

        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(ask(upstream).build())) {
            assertThat(stream.stream()
                            .filter(ResponseStreamEvent::isOutputTextDelta)
                            .findFirst())
                    .isPresent();
        }

        Ask.assertThatTheCallerLeft(sluice.provider());
    }

    @Test
    void anUnknownKeyIsUnauthorized() {
        OpenAIClient stranger =
                sluice.clientWith("sk-nobody-made-this").maxRetries(0).build();

        var error = catchThrowableOfType(
                UnauthorizedException.class,
                () -> stranger.responses().create(ask(Upstream.CHAT).build()));
        stranger.close();

        assertThat(error.code()).contains("invalid_api_key");
    }

    @Test
    void aModelTheKeyMayNotCallIsForbidden() {
        OpenAIClient narrow =
                sluice.clientWith(sluice.narrowKey()).maxRetries(0).build();

        var error = catchThrowableOfType(
                PermissionDeniedException.class,
                () -> narrow.responses().create(ask(Upstream.GEMINI).build()));
        narrow.close();

        assertThat(error.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProviderCannotProcessIsTheSdksOwnError(Upstream upstream) {
        sluice.provider().next(upstream.refuses(422));

        assertThat(raised(UnprocessableEntityException.class, upstream)).hasMessageContaining("Said by the provider.");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProviderRefusesIsTheSdksOwnError(Upstream upstream) {
        sluice.provider().next(upstream.refusesFourTimes());

        assertThat(raised(BadRequestException.class, upstream)).hasMessageContaining("Said by the provider.");
        assertThat(raised(NotFoundException.class, upstream)).hasMessageContaining("Said by the provider.");
        assertThat(raised(RateLimitException.class, upstream).headers().values("retry-after"))
                .containsExactly("7");
        assertThat(raised(InternalServerException.class, upstream).statusCode()).isEqualTo(500);
    }

    private <E extends OpenAIServiceException> E raised(Class<E> type, Upstream upstream) {
        return catchThrowableOfType(
                type, () -> client.responses().create(ask(upstream).build()));
    }

    @ParameterizedTest
    @EnumSource(names = "RESPONSES", mode = EnumSource.Mode.EXCLUDE)
    void aProviderOverloadedOnTheWayIsTheSdksOwnError(Upstream upstream) {
        sluice.provider().next(upstream.overloadedOnTheWay());

        var error = catchThrowableOfType(SseException.class, () -> streamed(ask(upstream)));

        assertThat(error).hasMessageContaining("Said by the provider.");
    }

    @Test
    void aProviderOfTheSameDialectOverloadedOnTheWaySaysSoItself() {
        sluice.provider().next(Upstream.RESPONSES.overloadedOnTheWay());

        List<ResponseStreamEvent> events = new ArrayList<>();
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(ask(Upstream.RESPONSES).build())) {
            stream.stream().forEach(events::add);
        }

        assertThat(events.getLast().asError().message()).isEqualTo("Said by the provider.");
    }

    private Response streamed(ResponseCreateParams.Builder params) {
        ResponseAccumulator folded = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(params.build())) {
            stream.stream().forEach(folded::accumulate);
        }
        return folded.response();
    }

    private ReceivedRequest received() {
        return Ask.received(sluice.provider());
    }

    private static ResponseCreateParams.Builder ask(Upstream upstream) {
        return ResponseCreateParams.builder()
                .model(upstream.model())
                .maxOutputTokens(4000)
                .input("hi");
    }

    private static ResponseCreateParams.Builder withTool(Upstream upstream) {
        return ask(upstream)
                .store(false)
                .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT)
                .reasoning(Reasoning.builder()
                        .effort(ReasoningEffort.LOW)
                        .summary(Reasoning.Summary.AUTO)
                        .build())
                .addTool(FunctionTool.builder()
                        .name("weather")
                        .strict(false)
                        .parameters(FunctionTool.Parameters.builder()
                                .additionalProperties(Ask.place())
                                .build())
                        .build());
    }
}
