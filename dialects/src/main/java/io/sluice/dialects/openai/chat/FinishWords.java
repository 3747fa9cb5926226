package io.sluice.dialects.openai.chat;

import io.sluice.dialects.model.FinishReason;

/** The words for why a choice ended, ours and theirs. */
final class FinishWords {
    private FinishWords() {}

    static FinishReason read(String word) {
        return switch (word) {
            // Together says eos.
            case "stop", "eos", "stop_sequence", "end_turn" -> FinishReason.STOP;
            case "length", "max_tokens" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.FILTERED;
            default -> FinishReason.OTHER;
        };
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP, OTHER -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case FILTERED -> "content_filter";
        };
    }
}
