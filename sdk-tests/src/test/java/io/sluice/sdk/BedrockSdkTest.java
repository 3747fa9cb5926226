package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.simulator.ReceivedRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormatType;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** Amazon's SDK in front of providers of other dialects; the key is the access-key id it signs with. */
@ExtendWith(WithSluice.class)
class BedrockSdkTest {
    private final Sluice sluice;
    private final BedrockRuntimeAsyncClient client;

    BedrockSdkTest(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.amazon();
    }

    @ParameterizedTest
    @EnumSource
    void aWholeAnswerIsRead(Upstream upstream) {
        sluice.provider().next(upstream.says());

        ConverseResponse answer = client.converse(ask(upstream).build()).join();

        assertThat(answer.output().message().content())
                .extracting(ContentBlock::text)
                .containsExactly("hello there");
        assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThatItCounted(answer.usage());
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsRead(Upstream upstream) {
        sluice.provider().next(upstream.saysInPieces());
        ConverseStreamed answer = new ConverseStreamed();

        client.converseStream(streamed(ask(upstream)), answer.handler()).join();

        assertThat(answer.text()).isEqualTo("hello there");
        assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThatItCounted(answer.usage());
    }

    private static void assertThatItCounted(TokenUsage usage) {
        assertThat(usage.inputTokens()).isEqualTo(11);
        assertThat(usage.outputTokens()).isEqualTo(7);
        assertThat(usage.totalTokens()).isEqualTo(18);
    }

    @ParameterizedTest
    @EnumSource
    void aToolLoopBringsBackWhatWasThought(Upstream upstream) {
        sluice.provider().next(upstream.calls(), upstream.says());

        ConverseResponse asked = client.converse(withTool(upstream).build()).join();

        assertThat(asked.stopReason()).isEqualTo(StopReason.TOOL_USE);
        assertThatTheLoopCloses(upstream, asked.output().message());
    }

    @ParameterizedTest
    @EnumSource
    void aStreamedToolLoopBringsBackWhatWasThought(Upstream upstream) {
        sluice.provider().next(upstream.callsInPieces(), upstream.says());
        ConverseStreamed asked = new ConverseStreamed();

        client.converseStream(streamed(withTool(upstream)), asked.handler()).join();

        assertThat(asked.stopReason()).isEqualTo(StopReason.TOOL_USE);
        assertThatTheLoopCloses(upstream, asked.message());
    }

    private void assertThatTheLoopCloses(Upstream upstream, Message asked) {
        assertThat(asked.content().stream()
                        .map(ContentBlock::reasoningContent)
                        .filter(reasoning -> reasoning != null && reasoning.reasoningText() != null))
                .extracting(reasoning -> reasoning.reasoningText().text())
                .containsExactly("Let me see.");
        ToolUseBlock call = asked.content().stream()
                .filter(block -> block.toolUse() != null)
                .findFirst()
                .orElseThrow()
                .toolUse();
        assertThat(call.name()).isEqualTo("weather");
        assertThat(call.input().asMap().get("city")).isEqualTo(Document.fromString("Paris"));
        assertThat(call.input().asMap().get("days")).isEqualTo(Document.fromNumber(3));
        Message told = user(ContentBlock.fromToolResult(
                result -> result.toolUseId(call.toolUseId()).content(content -> content.text("sunny"))));

        client.converse(withTool(upstream)
                        .messages(user(ContentBlock.fromText("hi")), asked, told)
                        .build())
                .join();

        received();
        ToolLoop.assertThatItCameBack(upstream, received().json());
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaReachesTheProvider(Upstream upstream) {
        sluice.provider().next(upstream.says());
        String schema = "{\"type\":\"object\",\"properties\":{\"forecast\":{\"type\":\"string\"}},"
                + "\"required\":[\"forecast\"],\"additionalProperties\":false}";

        client.converse(ask(upstream)
                        .outputConfig(output -> output.textFormat(format -> format.type(OutputFormatType.JSON_SCHEMA)
                                .structure(structure -> structure.jsonSchema(
                                        json -> json.name("weather").schema(schema)))))
                        .build())
                .join();

        assertThat(received().body().text()).contains("forecast");
    }

    @ParameterizedTest
    @EnumSource
    void anImageReachesTheProvider(Upstream upstream) {
        sluice.provider().next(upstream.says());

        client.converse(ask(upstream)
                        .messages(user(ContentBlock.fromImage(image -> image.format(ImageFormat.PNG)
                                .source(source -> source.bytes(SdkBytes.fromByteArray(Ask.PIXEL))))))
                        .build())
                .join();

        assertThat(received().body().text()).contains(Ask.PIXEL_TEXT).contains("png");
    }

    @ParameterizedTest
    @EnumSource
    void cancellingAStreamClosesTheProvidersToo(Upstream upstream) throws Exception {
        sluice.provider().next(upstream.fallsSilent());
        ConverseStreamed answer = new ConverseStreamed();

        CompletableFuture<Void> call = client.converseStream(streamed(ask(upstream)), answer.handler());
        answer.begun().get(10, TimeUnit.SECONDS);
        call.cancel(true);

        Ask.assertThatTheCallerLeft(sluice.provider());
    }

    @Test
    void anUnknownKeyIsUnauthorized() {
        ConverseRequest stranger = ask(Upstream.CHAT)
                .overrideConfiguration(options -> options.credentialsProvider(Sluice.signingWith("AKIANOBODYMADETHIS")))
                .build();

        Throwable error = catchThrowable(() -> client.converse(stranger).join()).getCause();

        assertThat(error)
                .isInstanceOfSatisfying(
                        BedrockRuntimeException.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(401));
    }

    @Test
    void aModelTheKeyMayNotCallIsForbidden() {
        ConverseRequest narrow = ask(Upstream.CHAT)
                .overrideConfiguration(options -> options.credentialsProvider(Sluice.signingWith(sluice.narrowKey())))
                .build();

        assertThat(catchThrowable(() -> client.converse(narrow).join()))
                .hasCauseInstanceOf(AccessDeniedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProviderRefusesIsTheSdksOwnError(Upstream upstream) {
        sluice.provider().next(upstream.refusesFourTimes());

        assertThat(raised(ValidationException.class, upstream)).hasMessageContaining("Said by the provider.");
        assertThat(raised(ResourceNotFoundException.class, upstream)).hasMessageContaining("Said by the provider.");
        assertThat(raised(ThrottlingException.class, upstream)
                        .awsErrorDetails()
                        .sdkHttpResponse()
                        .firstMatchingHeader("retry-after"))
                .contains("7");
        assertThat(raised(BedrockRuntimeException.class, upstream).statusCode()).isEqualTo(500);
    }

    private <E extends BedrockRuntimeException> E raised(Class<E> type, Upstream upstream) {
        Throwable error =
                catchThrowable(() -> client.converse(ask(upstream).build()).join());
        assertThat(error).hasCauseInstanceOf(type);
        return type.cast(Objects.requireNonNull(error.getCause()));
    }

    @ParameterizedTest
    @EnumSource
    void aProviderOverloadedOnTheWayIsTheSdksOwnError(Upstream upstream) {
        sluice.provider().next(upstream.overloadedOnTheWay());
        ConverseStreamed answer = new ConverseStreamed();

        var error = catchThrowableOfType(
                CompletionException.class,
                () -> client.converseStream(streamed(ask(upstream)), answer.handler())
                        .join());

        assertThat(error).hasCauseInstanceOf(BedrockRuntimeException.class);
        assertThat(error.getCause()).hasMessageContaining("Said by the provider.");
        assertThat(answer.text()).isEqualTo("hello");
    }

    private ReceivedRequest received() {
        return Ask.received(sluice.provider());
    }

    private static Message user(ContentBlock content) {
        return Message.builder()
                .role(ConversationRole.USER)
                .content(List.of(content))
                .build();
    }

    private static ConverseRequest.Builder ask(Upstream upstream) {
        return ConverseRequest.builder()
                .modelId(upstream.model())
                .inferenceConfig(config -> config.maxTokens(4000))
                .messages(user(ContentBlock.fromText("hi")));
    }

    private static ConverseRequest.Builder withTool(Upstream upstream) {
        Document schema = Document.mapBuilder()
                .putString("type", "object")
                .putDocument("properties", Document.mapBuilder().build())
                .build();
        Document thinking = Document.mapBuilder()
                .putDocument(
                        "thinking",
                        Document.mapBuilder()
                                .putString("type", "enabled")
                                .putNumber("budget_tokens", 2000)
                                .build())
                .build();
        return ask(upstream)
                .additionalModelRequestFields(thinking)
                .toolConfig(tools -> tools.tools(
                        tool -> tool.toolSpec(spec -> spec.name("weather").inputSchema(input -> input.json(schema)))));
    }

    /** The same, asked as a stream. */
    private static ConverseStreamRequest streamed(ConverseRequest.Builder asked) {
        ConverseRequest whole = asked.build();
        return ConverseStreamRequest.builder()
                .modelId(whole.modelId())
                .inferenceConfig(whole.inferenceConfig())
                .messages(whole.messages())
                .toolConfig(whole.toolConfig())
                .additionalModelRequestFields(whole.additionalModelRequestFields())
                .build();
    }
}
