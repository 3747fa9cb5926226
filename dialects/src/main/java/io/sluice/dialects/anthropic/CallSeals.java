package io.sluice.dialects.anthropic;

import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries the seal that hangs on a tool call (Gemini's) where {@code tool_use} has no slot for it: in a block of redacted
 * thinking right after the call, which clients send back with their next turn.
 */
final class CallSeals {
    private static final String MARK = "call:";

    private CallSeals() {}

    /** The data of the block that carries the seal. */
    static String carried(Seal seal) {
        return new Seal(MARK + seal.family(), seal.data()).carriedIn(Seal.ANTHROPIC);
    }

    /** The blocks of a turn with such seals hung on their calls again. */
    static List<Block> hung(List<Block> blocks) {
        List<Block> result = new ArrayList<>(blocks.size());
        for (Block block : blocks) {
            Seal seal = block instanceof Block.HiddenThinking hidden ? ofCall(hidden.seal()) : null;
            if (seal != null && !result.isEmpty() && result.getLast() instanceof Block.ToolCall call) {
                result.set(
                        result.size() - 1,
                        new Block.ToolCall(call.id(), call.name(), call.arguments(), call.free(), seal, call.notes()));
            } else {
                result.add(block);
            }
        }
        return result;
    }

    private static @Nullable Seal ofCall(Seal seal) {
        return seal.family().startsWith(MARK) ? new Seal(seal.family().substring(MARK.length()), seal.data()) : null;
    }
}
