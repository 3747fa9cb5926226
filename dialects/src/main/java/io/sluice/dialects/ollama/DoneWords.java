package io.sluice.dialects.ollama;

import io.sluice.dialects.model.FinishReason;

/** The words for why an answer ended. */
final class DoneWords {
    /** What old versions mean that say nothing. */
    static final String USUAL = "stop";

    private DoneWords() {}

    /** The reason for a word; calls have none of their own. */
    static FinishReason read(String word, boolean called) {
        return switch (word) {
            case "stop", "load", "unload" -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            default -> FinishReason.OTHER;
        };
    }
}
