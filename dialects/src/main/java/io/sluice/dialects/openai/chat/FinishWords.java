package io.sluice.dialects.openai.chat;

import io.sluice.dialects.model.FinishReason;
import org.jspecify.annotations.Nullable;

/** The words for why a choice ended, ours and theirs. */
final class FinishWords {
    private FinishWords() {}

    static FinishReason read(String word) {
        return switch (word) {
            // Together says eos.
            case "stop", "eos", "stop_sequence", "end_turn" -> FinishReason.STOP;
            // Mistral says model_length where the context window is full.
            case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
            case "tool_calls", "tool_call", "function_call" -> FinishReason.TOOL_CALLS;
            // Z.AI says sensitive.
            case "content_filter", "sensitive" -> FinishReason.FILTERED;
            default -> FinishReason.OTHER;
        };
    }

    /** Whether the provider says by that word that the answer is not whole (OpenRouter, Mistral; DeepSeek; Z.AI). */
    static boolean isFailure(String word) {
        return word.equals("error") || word.equals("insufficient_system_resource") || word.equals("network_error");
    }

    /** The reason, of a provider that told none or one nobody knows, by what it said: calls wait for their results. */
    static FinishReason told(@Nullable FinishReason reason, boolean calls) {
        if (reason == null || reason == FinishReason.OTHER) {
            return calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        }
        return reason;
    }

    /** The word for a caller, who may still speak of functions. */
    static String write(FinishReason reason, boolean legacy) {
        return legacy && reason == FinishReason.TOOL_CALLS ? "function_call" : write(reason);
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
