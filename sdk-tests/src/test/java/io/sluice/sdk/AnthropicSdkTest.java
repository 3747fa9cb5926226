package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.PermissionDeniedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.SseException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.errors.UnprocessableEntityException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.StructuredMessage;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import io.sluice.simulator.ReceivedRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Anthropic's SDK in front of providers of other dialects. */
@ExtendWith(WithSluice.class)
class AnthropicSdkTest {
    private final Sluice sluice;
    private final AnthropicClient client;

    AnthropicSdkTest(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.anthropicWith(sluice.key()).build();
    }

    /** What the SDK makes a schema of. */
    public record Forecast(String forecast) {}

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void aWholeAnswerIsRead(Upstream upstream) {
        sluice.provider().next(upstream.says());

        Message answer = client.messages().create(ask(upstream).build());

        assertThatItSaidHello(answer);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsFolded(Upstream upstream) {
        sluice.provider().next(upstream.saysInPieces());

        assertThatItSaidHello(streamed(ask(upstream)));
    }

    private static void assertThatItSaidHello(Message answer) {
        assertThat(answer.validate().content())
                .extracting(block -> block.asText().text())
                .containsExactly("hello there");
        assertThat(answer.stopReason()).contains(StopReason.END_TURN);
        assertThat(answer.usage().inputTokens()).isEqualTo(11);
        assertThat(answer.usage().outputTokens()).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource
    void aToolLoopBringsBackWhatWasThought(Upstream upstream) {
        sluice.provider().next(upstream.calls(), upstream.says());

        assertThatTheLoopCloses(
                upstream, client.messages().create(withTool(upstream).build()));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamedToolLoopBringsBackWhatWasThought(Upstream upstream) {
        sluice.provider().next(upstream.callsInPieces(), upstream.says());

        assertThatTheLoopCloses(upstream, streamed(withTool(upstream)));
    }

    private void assertThatTheLoopCloses(Upstream upstream, Message asked) {
        var call = asked.content().stream()
                .flatMap(block -> block.toolUse().stream())
                .findFirst()
                .orElseThrow();
        assertThat(asked.content().stream().flatMap(block -> block.thinking().stream()))
                .extracting(thinking -> thinking.thinking())
                .containsExactly("Let me see.");
        assertThat(call.name()).isEqualTo("weather");
        assertThat(call._input().convert(Map.class)).isEqualTo(Map.of("city", "Paris", "days", 3));
        assertThat(asked.stopReason()).contains(StopReason.TOOL_USE);

        client.messages()
                .create(withTool(upstream)
                        .addMessage(asked)
                        .addUserMessageOfContentBlockParams(
                                List.of(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                                        .toolUseId(call.id())
                                        .content("sunny")
                                        .build())))
                        .build());

        Ask.received(sluice.provider());
        ToolLoop.assertThatItCameBack(upstream, Ask.received(sluice.provider()).json());
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaOfAClassReachesTheProvider(Upstream upstream) {
        sluice.provider().next(upstream.says("{\\\"forecast\\\":\\\"rain\\\"}"));

        StructuredMessage<Forecast> answer = client.messages()
                .create(ask(upstream).outputConfig(Forecast.class).build());

        assertThat(answer.content().getFirst().asText().text()).isEqualTo(new Forecast("rain"));
        assertThat(received().body().text()).contains("forecast");
    }

    @ParameterizedTest
    @EnumSource
    void anImageReachesTheProvider(Upstream upstream) {
        sluice.provider().next(upstream.says());

        client.messages()
                .create(ask(upstream)
                        .addUserMessageOfContentBlockParams(List.of(ContentBlockParam.ofImage(ImageBlockParam.builder()
                                .source(Base64ImageSource.builder()
                                        .data(Ask.PIXEL_TEXT)
                                        .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                                        .build())
                                .build())))
                        .build());

        assertThat(received().body().text()).contains(Ask.PIXEL_TEXT).contains("png");
    }

    @ParameterizedTest
    @EnumSource
    void closingAStreamClosesTheProvidersToo(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.fallsSilent());

        try (StreamResponse<RawMessageStreamEvent> stream =
                client.messages().createStreaming(ask(upstream).build())) {
            assertThat(stream.stream()
                            .filter(RawMessageStreamEvent::isContentBlockDelta)
                            .findFirst())
                    .isPresent();
        }

        Ask.assertThatTheCallerLeft(sluice.provider());
    }

    @Test
    void anUnknownKeyIsUnauthorized() {
        AnthropicClient stranger = sluice.anthropicWith("sk-nobody-made-this").build();

        var error = catchThrowableOfType(
                UnauthorizedException.class,
                () -> stranger.messages().create(ask(Upstream.CHAT).build()));
        stranger.close();

        assertThat(error.statusCode()).isEqualTo(401);
    }

    @Test
    void aModelTheKeyMayNotCallIsForbidden() {
        AnthropicClient narrow = sluice.anthropicWith(sluice.narrowKey()).build();

        var error = catchThrowableOfType(
                PermissionDeniedException.class,
                () -> narrow.messages().create(ask(Upstream.CHAT).build()));
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

    private <E extends AnthropicServiceException> E raised(Class<E> type, Upstream upstream) {
        return catchThrowableOfType(
                type, () -> client.messages().create(ask(upstream).build()));
    }

    @ParameterizedTest
    @EnumSource
    void aProviderOverloadedOnTheWayIsTheSdksOwnError(Upstream upstream) {
        sluice.provider().next(upstream.overloadedOnTheWay());

        var error = catchThrowableOfType(SseException.class, () -> streamed(ask(upstream)));

        assertThat(error).hasMessageContaining("Said by the provider.");
    }

    private Message streamed(MessageCreateParams.Builder params) {
        MessageAccumulator folded = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params.build())) {
            stream.stream().forEach(folded::accumulate);
        }
        return folded.message();
    }

    private ReceivedRequest received() {
        return Ask.received(sluice.provider());
    }

    private static MessageCreateParams.Builder ask(Upstream upstream) {
        return MessageCreateParams.builder()
                .model(upstream.model())
                .maxTokens(4000)
                .addUserMessage("hi");
    }

    private static MessageCreateParams.Builder withTool(Upstream upstream) {
        return ask(upstream)
                .enabledThinking(2000)
                .addTool(Tool.builder()
                        .name("weather")
                        .inputSchema(Tool.InputSchema.builder()
                                .properties(JsonValue.from(Ask.PLACE.get("properties")))
                                .build())
                        .build());
    }
}
