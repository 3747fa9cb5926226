package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
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
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.completions.CompletionUsage;
import io.sluice.simulator.ReceivedRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's chat in front of providers of other dialects. */
@ExtendWith(WithSluice.class)
class ChatSdkTest {
    private final Sluice sluice;
    private final OpenAIClient client;

    ChatSdkTest(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.client();
    }

    /** What the SDK makes a schema of. */
    public record Forecast(String forecast) {}

    @ParameterizedTest
    @EnumSource
    void aWholeAnswerIsRead(Upstream upstream) {
        sluice.provider().next(upstream.says());

        assertThatItSaidHello(client.chat().completions().create(ask(upstream).build()));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsFolded(Upstream upstream) {
        sluice.provider().next(upstream.saysInPieces());

        assertThatItSaidHello(streamed(ask(upstream)));
    }

    private static void assertThatItSaidHello(ChatCompletion answer) {
        ChatCompletion.Choice choice = answer.validate().choices().getFirst();
        assertThat(choice.message().content()).contains("hello there");
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        CompletionUsage usage = answer.usage().orElseThrow();
        assertThat(usage.promptTokens()).isEqualTo(11);
        assertThat(usage.completionTokens()).isEqualTo(7);
        assertThat(usage.totalTokens()).isEqualTo(18);
    }

    @ParameterizedTest
    @EnumSource
    void aToolLoopBringsBackWhatWasThought(Upstream upstream) {
        sluice.provider().next(upstream.calls(), upstream.says());

        ChatCompletion asked =
                client.chat().completions().create(withTool(upstream).build());

        assertThat(asked.choices().getFirst().message()._additionalProperties().get("reasoning_content"))
                .hasToString("Let me see.");
        assertThatTheLoopCloses(upstream, asked);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamedToolLoopBringsBackWhatWasThought(Upstream upstream) {
        sluice.provider().next(upstream.callsInPieces(), upstream.says());

        assertThatTheLoopCloses(upstream, streamed(withTool(upstream)));
    }

    /** What a message has beside the SDK's own fields is sent back by hand, as its {@code toParam} leaves that out. */
    private void assertThatTheLoopCloses(Upstream upstream, ChatCompletion asked) {
        ChatCompletion.Choice choice = asked.choices().getFirst();
        ChatCompletionMessage message = choice.message();
        ChatCompletionMessageFunctionToolCall call =
                message.toolCalls().orElseThrow().getFirst().asFunction();
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(call.function().name()).isEqualTo("weather");
        assertThat(call.function().arguments().replace(" ", "")).isEqualTo("{\"city\":\"Paris\",\"days\":3}");

        client.chat()
                .completions()
                .create(withTool(upstream)
                        .addMessage(message.toParam().toBuilder()
                                .putAllAdditionalProperties(message._additionalProperties())
                                .build())
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("sunny")
                                .build())
                        .build());

        received();
        ToolLoop.assertThatItCameBack(upstream, received().json());
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaOfAClassReachesTheProvider(Upstream upstream) {
        sluice.provider().next(upstream.says("{\\\"forecast\\\":\\\"rain\\\"}"));

        StructuredChatCompletion<Forecast> answer = client.chat()
                .completions()
                .create(ask(upstream).responseFormat(Forecast.class).build());

        assertThat(answer.choices().getFirst().message().content()).contains(new Forecast("rain"));
        assertThat(received().body().text()).contains("forecast");
    }

    @ParameterizedTest
    @EnumSource
    void anImageReachesTheProvider(Upstream upstream) {
        sluice.provider().next(upstream.says());

        client.chat()
                .completions()
                .create(ask(upstream)
                        .addUserMessageOfArrayOfContentParts(List.of(
                                ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                        .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                                .url("data:image/png;base64," + Ask.PIXEL_TEXT)
                                                .build())
                                        .build())))
                        .build());

        assertThat(received().body().text()).contains(Ask.PIXEL_TEXT).contains("png");
    }

    @ParameterizedTest
    @EnumSource
    void closingAStreamClosesTheProvidersToo(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.fallsSilent());

        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(ask(upstream).build())) {
            assertThat(stream.stream()
                            .flatMap(chunk -> chunk.choices().stream())
                            .filter(choice -> choice.delta().content().isPresent())
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
                () -> stranger.chat()
                        .completions()
                        .create(ask(Upstream.ANTHROPIC).build()));
        stranger.close();

        assertThat(error.code()).contains("invalid_api_key");
    }

    @Test
    void aModelTheKeyMayNotCallIsForbidden() {
        OpenAIClient narrow =
                sluice.clientWith(sluice.narrowKey()).maxRetries(0).build();

        var error = catchThrowableOfType(
                PermissionDeniedException.class,
                () -> narrow.chat().completions().create(ask(Upstream.GEMINI).build()));
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
                type, () -> client.chat().completions().create(ask(upstream).build()));
    }

    @ParameterizedTest
    @EnumSource
    void aProviderOverloadedOnTheWayIsTheSdksOwnError(Upstream upstream) {
        sluice.provider().next(upstream.overloadedOnTheWay());

        var error = catchThrowableOfType(SseException.class, () -> streamed(ask(upstream)));

        assertThat(error).hasMessageContaining("Said by the provider.");
    }

    private ChatCompletion streamed(ChatCompletionCreateParams.Builder params) {
        ChatCompletionAccumulator folded = ChatCompletionAccumulator.create();
        ChatCompletionStreamOptions usage =
                ChatCompletionStreamOptions.builder().includeUsage(true).build();
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(params.streamOptions(usage).build())) {
            stream.stream().forEach(folded::accumulate);
        }
        return folded.chatCompletion();
    }

    private ReceivedRequest received() {
        return Ask.received(sluice.provider());
    }

    private static ChatCompletionCreateParams.Builder ask(Upstream upstream) {
        return ChatCompletionCreateParams.builder()
                .model(upstream.model())
                .maxCompletionTokens(4000)
                .addUserMessage("hi");
    }

    private static ChatCompletionCreateParams.Builder withTool(Upstream upstream) {
        return ask(upstream)
                .reasoningEffort(ReasoningEffort.LOW)
                .addFunctionTool(FunctionDefinition.builder()
                        .name("weather")
                        .parameters(FunctionParameters.builder()
                                .additionalProperties(Ask.place())
                                .build())
                        .build());
    }
}
