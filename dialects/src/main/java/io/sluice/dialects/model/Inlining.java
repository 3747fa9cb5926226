package io.sluice.dialects.model;

import java.util.List;
import java.util.Map;

/** Puts what was fetched into the message, in place of the address it was fetched from. */
public final class Inlining {
    private final Map<String, Content> fetched;

    private Inlining(Map<String, Content> fetched) {
        this.fetched = fetched;
    }

    /**
     * What was found at an address.
     *
     * @param mediaType of the bytes, without parameters
     * @param base64 the bytes, standard base64
     */
    public record Content(String mediaType, String base64) {}

    /** The conversation with those contents, by their addresses; media at other addresses stay where they are. */
    public static Conversation of(Conversation conversation, Map<String, Content> fetched) {
        Inlining inlining = new Inlining(fetched);
        return new Conversation(
                conversation.model(),
                conversation.stream(),
                conversation.usageAsked(),
                conversation.turns().stream().map(inlining::turn).toList(),
                conversation.tools(),
                conversation.sampling(),
                conversation.reasoning(),
                conversation.format(),
                conversation.user(),
                conversation.metadata(),
                conversation.extras());
    }

    private Turn turn(Turn turn) {
        return new Turn(turn.role(), blocks(turn.blocks()), turn.name(), turn.notes());
    }

    private List<Block> blocks(List<Block> blocks) {
        return blocks.stream().map(this::block).toList();
    }

    private Block block(Block block) {
        return switch (block) {
            case Block.Media media -> media(media);
            case Block.ToolResult result ->
                new Block.ToolResult(
                        result.id(), result.name(), blocks(result.content()), result.failed(), result.notes());
            case Block.Text _,
                    Block.Thinking _,
                    Block.HiddenThinking _,
                    Block.ToolCall _,
                    Block.Refusal _,
                    Block.Opaque _ -> block;
        };
    }

    private Block media(Block.Media media) {
        return switch (media.source()) {
            case Block.Source.Address(String url) -> {
                Content content = fetched.get(url);
                yield content == null
                        ? media
                        : new Block.Media(
                                media.sort(),
                                content.mediaType(),
                                new Block.Source.Inline(content.base64()),
                                media.name(),
                                media.notes());
            }
            case Block.Source.Written(List<Block> written) ->
                new Block.Media(
                        media.sort(),
                        media.mediaType(),
                        new Block.Source.Written(blocks(written)),
                        media.name(),
                        media.notes());
            case Block.Source.Inline _, Block.Source.Stored _ -> media;
        };
    }
}
