package io.sluice.dialects.openai.responses;

import io.sluice.dialects.model.FinishReason;

/** How a response ended: its status, and the reason where it is incomplete. */
final class Outcome {
    static final String COMPLETED = "completed";
    static final String INCOMPLETE = "incomplete";
    static final String FAILED = "failed";
    static final String IN_PROGRESS = "in_progress";
    private static final String MOST_TOKENS = "max_output_tokens";
    private static final String FILTER = "content_filter";

    private Outcome() {}

    /** The provider's word for it; empty where the response has not ended (or did so with an error). */
    static String word(String status, String incompleteReason) {
        return switch (status) {
            case "queued", IN_PROGRESS, FAILED -> "";
            case INCOMPLETE -> incompleteReason.isEmpty() ? INCOMPLETE : incompleteReason;
            // Some leave the status out of an answer that is whole.
            case "" -> COMPLETED;
            default -> status;
        };
    }

    /** What that word means; a response that is complete with calls in it ended for them. */
    static FinishReason reason(String word, boolean calls) {
        return switch (word) {
            case COMPLETED -> calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case MOST_TOKENS -> FinishReason.LENGTH;
            case FILTER -> FinishReason.FILTERED;
            default -> FinishReason.OTHER;
        };
    }

    /** The status an answer of ours has. */
    static String status(FinishReason reason) {
        return switch (reason) {
            case STOP, TOOL_CALLS, OTHER -> COMPLETED;
            case LENGTH, FILTERED -> INCOMPLETE;
        };
    }

    /** Why an answer of ours is incomplete. */
    static String incompleteReason(FinishReason reason) {
        return reason == FinishReason.FILTERED ? FILTER : MOST_TOKENS;
    }
}
