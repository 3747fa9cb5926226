package io.sluice.dialects.gemini;

import io.sluice.dialects.model.FinishReason;
import java.util.Set;

/** The words for why a candidate ended, ours and theirs. */
final class FinishWords {
    private static final Set<String> FILTERED = Set.of(
            "SAFETY",
            "RECITATION",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "MODEL_ARMOR",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "IMAGE_RECITATION");
    private static final Set<String> OTHERS = Set.of(
            "OTHER",
            "LANGUAGE",
            "MALFORMED_FUNCTION_CALL",
            "UNEXPECTED_TOOL_CALL",
            "TOO_MANY_TOOL_CALLS",
            "MISSING_THOUGHT_SIGNATURE",
            "MALFORMED_RESPONSE",
            "NO_IMAGE",
            "IMAGE_OTHER",
            "FINISH_REASON_UNSPECIFIED");

    private FinishWords() {}

    /** The word itself, or the number that stands for it where enumerations come as numbers. */
    static String word(Value value) {
        String text = value.text();
        return text.isEmpty() ? value.raw() : text;
    }

    /** What a word means; {@code calls} whether the candidate calls tools, which has no word of its own. */
    static FinishReason read(String word, boolean calls) {
        return switch (word) {
            case "STOP", "1" -> calls ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "MAX_TOKENS", "2" -> FinishReason.LENGTH;
            // Beyond 5 the numbers of AI Studio and Vertex differ; 7 and 8 are filters in both.
            case "3", "4", "7", "8" -> FinishReason.FILTERED;
            default -> FILTERED.contains(word) ? FinishReason.FILTERED : FinishReason.OTHER;
        };
    }

    /** The word for a reason: the provider's own where it was Gemini. */
    static String write(FinishReason reason, String word) {
        if (isOwn(word)) {
            return word;
        }
        return switch (reason) {
            case STOP, TOOL_CALLS -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case FILTERED -> "SAFETY";
            case OTHER -> "OTHER";
        };
    }

    /** As JSON: the numbers stay numbers. */
    static String json(String word) {
        return isNumber(word) ? word : "\"" + word + "\"";
    }

    private static boolean isOwn(String word) {
        return word.equals("STOP")
                || word.equals("MAX_TOKENS")
                || FILTERED.contains(word)
                || OTHERS.contains(word)
                || isNumber(word);
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.length() <= 3 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
