package io.sluice.dialects.cohere;

import io.sluice.dialects.model.FinishReason;

/** Cohere's words for why an answer ended. */
final class CohereWords {
    private CohereWords() {}

    static FinishReason finish(String word) {
        return switch (word) {
            case "COMPLETE", "STOP_SEQUENCE" -> FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "TOOL_CALL" -> FinishReason.TOOL_CALLS;
            default -> FinishReason.OTHER;
        };
    }
}
