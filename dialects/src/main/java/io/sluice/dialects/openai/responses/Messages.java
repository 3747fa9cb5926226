package io.sluice.dialects.openai.responses;

import io.sluice.dialects.model.Block;

/** Which blocks are parts of a message; the others are items of their own. */
final class Messages {
    private Messages() {}

    /** Of a turn of the model's ({@code assistant}) or of anybody else's: a picture the model made is an item. */
    static boolean isPart(Block block, boolean assistant) {
        return switch (block) {
            case Block.Text _, Block.Refusal _ -> true;
            case Block.Media _ -> !assistant;
            case Block.Opaque opaque -> Spelling.says(opaque.notes(), Spelling.PART);
            case Block.Thinking _, Block.HiddenThinking _, Block.ToolCall _, Block.ToolResult _ -> false;
        };
    }
}
