package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Seal;
import org.jspecify.annotations.Nullable;

/** Writes blocks that came whole as the one or two messages that a stream has for them. */
final class WholeBlocks {
    private static final String NOT_STREAMED = "bedrock streams no such block";

    private WholeBlocks() {}

    /** Takes a block's beginning, where it has one, and its only delta: JSON objects. */
    @FunctionalInterface
    interface Sink {
        void block(@Nullable String start, Bytes delta);
    }

    static void write(Block block, String path, Losses losses, Sink sink) {
        losses.foreign(path, block.notes().extras(), BedrockConverse.ID);
        switch (block) {
            case Block.HiddenThinking hidden -> sink.block(null, redacted(hidden.seal()));
            case Block.Media media -> media(media, path, losses, sink);
            case Block.Opaque opaque -> opaque(opaque, path, losses, sink);
            case Block.Text text -> sink.block(null, Bytes.of("{\"text\":" + Texts.quoted(text.text()) + "}"));
            case Block.Thinking _, Block.ToolCall _, Block.ToolResult _, Block.Refusal _ ->
                losses.add(path, NOT_STREAMED);
        }
    }

    private static Bytes redacted(Seal seal) {
        String data = Texts.quoted(Seals.toRedacted(seal));
        return Bytes.of("{\"reasoningContent\":{\"redactedContent\":" + data + "}}");
    }

    private static void media(Block.Media media, String path, Losses losses, Sink sink) {
        Piece piece = media.sort() == Block.Media.Sort.IMAGE ? new MediaWriter(losses).piece(media, path) : null;
        if (piece == null || !piece.sort().equals("image")) {
            losses.add(path, NOT_STREAMED);
            return;
        }
        Members image = Members.of(Members.of(Bytes.of(piece.json())).take("image"));
        String format = Texts.quoted(image.text("format"));
        sink.block("{\"image\":{\"format\":" + format + "}}", Bytes.of("{\"image\":" + image.restAsObject() + "}"));
    }

    /** A tool the provider ran, and its result. */
    private static void opaque(Block.Opaque opaque, String path, Losses losses, Sink sink) {
        Members members = Members.of(Bytes.of(opaque.json()));
        String sort = opaque.type();
        Members value = Members.of(members.take(sort));
        if (opaque.dialect().equals(BedrockConverse.ID) && sort.equals("toolUse")) {
            Bytes input = value.take("input");
            String text = Texts.quoted(input == null ? "{}" : Values.raw(input));
            sink.block(started(sort, value), Bytes.of("{\"toolUse\":{\"input\":" + text + "}}"));
        } else if (opaque.dialect().equals(BedrockConverse.ID) && sort.equals("toolResult")) {
            Bytes content = value.take("content");
            String list = content == null ? "[]" : Values.raw(content);
            sink.block(started(sort, value), Bytes.of("{\"toolResult\":" + list + "}"));
        } else {
            losses.add(path, NOT_STREAMED);
        }
    }

    private static String started(String sort, Members rest) {
        return "{\"" + sort + "\":" + rest.restAsObject() + "}";
    }
}
