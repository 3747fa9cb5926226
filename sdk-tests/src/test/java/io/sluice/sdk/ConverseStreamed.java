package io.sluice.sdk;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** Folds a Converse stream, which Amazon's SDK leaves to its users. */
final class ConverseStreamed {
    private final SortedMap<Integer, Block> blocks = new TreeMap<>();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private @Nullable StopReason stopReason;
    private @Nullable TokenUsage usage;

    private static final class Block {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder thought = new StringBuilder();
        private final StringBuilder seal = new StringBuilder();
        private final StringBuilder input = new StringBuilder();
        private @Nullable SdkBytes redacted;
        private String id = "";
        private String name = "";

        ContentBlock whole() {
            if (!name.isEmpty()) {
                return ContentBlock.fromToolUse(
                        call -> call.toolUseId(id).name(name).input(document()));
            }
            if (redacted != null) {
                return ContentBlock.fromReasoningContent(reasoning -> reasoning.redactedContent(redacted));
            }
            if (thought.isEmpty() && seal.isEmpty()) {
                return ContentBlock.fromText(text.toString());
            }
            return ContentBlock.fromReasoningContent(reasoning -> reasoning.reasoningText(
                    said -> said.text(thought.toString()).signature(seal.isEmpty() ? null : seal.toString())));
        }

        private Document document() {
            var members = Document.mapBuilder();
            JsonNode.parser().parse(input.toString()).asObject().forEach((key, value) -> {
                if (value.isNumber()) {
                    members.putNumber(key, value.asNumber());
                } else {
                    members.putString(key, value.asString());
                }
            });
            return members.build();
        }
    }

    /** What the SDK is given. */
    ConverseStreamResponseHandler handler() {
        return ConverseStreamResponseHandler.builder()
                .subscriber(ConverseStreamResponseHandler.Visitor.builder()
                        .onContentBlockStart(this::start)
                        .onContentBlockDelta(this::delta)
                        .onMessageStop(this::stop)
                        .onMetadata(this::metadata)
                        .build())
                .build();
    }

    private void start(ContentBlockStartEvent event) {
        if (event.start().toolUse() != null) {
            Block block = block(event.contentBlockIndex());
            block.id = event.start().toolUse().toolUseId();
            block.name = event.start().toolUse().name();
        }
    }

    private void delta(ContentBlockDeltaEvent event) {
        Block block = block(event.contentBlockIndex());
        ContentBlockDelta delta = event.delta();
        append(block.text, delta.text());
        if (delta.toolUse() != null) {
            append(block.input, delta.toolUse().input());
        }
        ReasoningContentBlockDelta reasoning = delta.reasoningContent();
        if (reasoning != null) {
            append(block.thought, reasoning.text());
            append(block.seal, reasoning.signature());
            if (reasoning.redactedContent() != null) {
                block.redacted = reasoning.redactedContent();
            }
        }
        begun.complete(null);
    }

    private void stop(MessageStopEvent event) {
        stopReason = event.stopReason();
    }

    private void metadata(ConverseStreamMetadataEvent event) {
        usage = event.usage();
    }

    private Block block(Integer index) {
        return blocks.computeIfAbsent(index, _ -> new Block());
    }

    private static void append(StringBuilder out, @Nullable String text) {
        if (text != null) {
            out.append(text);
        }
    }

    /** Completes with the first piece of content. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    /** All text. */
    String text() {
        return blocks.values().stream().map(block -> block.text.toString()).collect(Collectors.joining());
    }

    /** The turn, to be sent back. */
    Message message() {
        List<ContentBlock> content = blocks.values().stream().map(Block::whole).toList();
        return Message.builder()
                .role(ConversationRole.ASSISTANT)
                .content(content)
                .build();
    }

    @Nullable
    StopReason stopReason() {
        return stopReason;
    }

    TokenUsage usage() {
        if (usage == null) {
            throw new IllegalStateException("the stream said nothing of tokens");
        }
        return usage;
    }
}
