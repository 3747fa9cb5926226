package io.sluice.gateway.count;

import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.Turn;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a conversation is about, by the rule of docs/decisions/0019: every text as the tokenizer has it, some
 * for the frame of each turn, call and tool, and media by their sort and size.
 */
final class Estimate {
    private static final long TURN = 4;
    private static final long TOOL = 8;
    private static final long CALL = 4;
    private static final long START_OF_ANSWER = 3;
    private static final long IMAGE = 1_000;
    private static final long UNSEEN = 1_000;
    private static final long LEAST_MEDIA = 100;
    private static final long BYTES_OF_AUDIO = 256;
    private static final long BYTES_OF_VIDEO = 1_024;
    private static final long BYTES_OF_DOCUMENT = 32;

    private final Tokenizer tokenizer;
    private final String model;
    private long tokens;

    private Estimate(Tokenizer tokenizer, String model) {
        this.tokenizer = tokenizer;
        this.model = model;
    }

    /** The tokens of a conversation in a model's vocabulary; throws where the thread is asked to stop. */
    static long of(Conversation conversation, Tokenizer tokenizer, String model) throws InterruptedException {
        Estimate estimate = new Estimate(tokenizer, model);
        for (Turn turn : conversation.turns()) {
            estimate.tokens += TURN;
            estimate.text(turn.name());
            estimate.blocks(turn.blocks());
        }
        for (Tool tool : conversation.tools().list()) {
            estimate.tool(tool);
        }
        if (conversation.format() instanceof OutputFormat.JsonSchema schema) {
            estimate.text(schema.description());
            estimate.text(schema.schema());
        }
        return estimate.tokens + START_OF_ANSWER;
    }

    private void text(@Nullable String text) throws InterruptedException {
        if (text != null && !text.isEmpty()) {
            tokens += tokenizer.count(model, text);
        }
    }

    private void blocks(List<Block> blocks) throws InterruptedException {
        for (Block block : blocks) {
            block(block);
        }
    }

    private void block(Block block) throws InterruptedException {
        switch (block) {
            case Block.Text part -> text(part.text());
            case Block.Media media -> media(media);
            case Block.Thinking thinking -> text(thinking.text());
            // What only its maker can read is not what the model reads: its length says nothing.
            case Block.HiddenThinking _ -> {}
            case Block.ToolCall call -> {
                tokens += CALL;
                text(call.name());
                text(call.arguments());
            }
            case Block.ToolResult result -> {
                tokens += CALL;
                blocks(result.content());
            }
            case Block.Refusal refusal -> text(refusal.text());
            case Block.Opaque opaque -> text(opaque.json());
        }
    }

    private void tool(Tool tool) throws InterruptedException {
        tokens += TOOL;
        switch (tool) {
            case Tool.Function function -> {
                text(function.name());
                text(function.description());
                text(function.schema());
            }
            case Tool.Free free -> {
                text(free.name());
                text(free.description());
                text(free.format());
            }
            case Tool.Server server -> text(server.json());
        }
    }

    private void media(Block.Media media) throws InterruptedException {
        switch (media.source()) {
            case Block.Source.Written(List<Block> written) -> blocks(written);
            case Block.Source.Inline(String base64) -> inline(media, base64);
            case Block.Source.Address _, Block.Source.Stored _ ->
                tokens += media.sort() == Block.Media.Sort.IMAGE ? IMAGE : UNSEEN;
        }
    }

    private void inline(Block.Media media, String base64) throws InterruptedException {
        long bytes = base64.length() / 4L * 3;
        switch (media.sort()) {
            case IMAGE -> tokens += IMAGE;
            case AUDIO -> tokens += Math.max(LEAST_MEDIA, bytes / BYTES_OF_AUDIO);
            case VIDEO -> tokens += Math.max(LEAST_MEDIA, bytes / BYTES_OF_VIDEO);
            case DOCUMENT -> {
                String text = media.mediaType().startsWith("text/") ? decoded(base64) : null;
                if (text == null) {
                    tokens += Math.max(LEAST_MEDIA, bytes / BYTES_OF_DOCUMENT);
                } else {
                    text(text);
                }
            }
        }
    }

    private static @Nullable String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
