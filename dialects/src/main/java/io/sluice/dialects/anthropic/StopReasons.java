package io.sluice.dialects.anthropic;

import io.sluice.dialects.model.FinishReason;
import java.util.Set;

/** The words for why an answer ended. */
final class StopReasons {
    private static final Set<String> KNOWN = Set.of(
            "end_turn",
            "stop_sequence",
            "max_tokens",
            "tool_use",
            "pause_turn",
            "refusal",
            "compaction",
            "model_context_window_exceeded");

    private StopReasons() {}

    static FinishReason read(String word) {
        return switch (word) {
            // A paused turn goes on when it is sent back; nobody else has a word for it.
            case "end_turn", "stop_sequence", "pause_turn" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.FILTERED;
            default -> FinishReason.OTHER;
        };
    }

    /** Whether that word is this dialect's own for that reason. */
    static boolean isOwn(String word, FinishReason reason) {
        return KNOWN.contains(word) && read(word) == reason;
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP, OTHER -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case FILTERED -> "refusal";
        };
    }
}
