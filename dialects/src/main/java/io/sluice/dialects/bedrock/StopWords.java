package io.sluice.dialects.bedrock;

import io.sluice.dialects.model.FinishReason;
import org.jspecify.annotations.Nullable;

/** The words for why an answer ended, ours and Bedrock's. */
final class StopWords {
    private StopWords() {}

    static FinishReason read(String word) {
        return switch (word) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "guardrail_intervened", "content_filtered" -> FinishReason.FILTERED;
            default -> FinishReason.OTHER;
        };
    }

    /** The reason, of a provider that told none or one nobody knows, by what it said: calls wait for their results. */
    static @Nullable FinishReason told(@Nullable FinishReason reason, String word, boolean calls) {
        boolean untold = reason == null || (reason == FinishReason.OTHER && !isMalformed(word));
        return untold && calls ? FinishReason.TOOL_CALLS : reason;
    }

    /** Bedrock's words for calls and texts that cannot be used. */
    private static boolean isMalformed(String word) {
        return word.startsWith("malformed_");
    }

    /** The word for a reason: the provider's own where Bedrock has it and it says the same. */
    static String write(@Nullable FinishReason reason, String word, boolean bySequence) {
        if (reason == null) {
            return "end_turn";
        }
        boolean known = read(word) != FinishReason.OTHER || isMalformed(word);
        if (known && read(word) == reason) {
            return bySequence && reason == FinishReason.STOP ? "stop_sequence" : word;
        }
        return switch (reason) {
            case STOP -> bySequence ? "stop_sequence" : "end_turn";
            case OTHER -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case FILTERED -> "content_filtered";
        };
    }
}
