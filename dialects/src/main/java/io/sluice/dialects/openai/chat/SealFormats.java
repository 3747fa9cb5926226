package io.sluice.dialects.openai.chat;

import io.sluice.dialects.model.Seal;

/** The families of seals in the words OpenRouter made common: {@code format} of an entry of {@code reasoning_details}. */
final class SealFormats {
    private static final String ANTHROPIC = "anthropic-claude-v1";
    private static final String OPENAI = "openai-responses-v1";
    private static final String GEMINI = "google-gemini-v1";

    private SealFormats() {}

    /** The family that format names; a format nobody knows is a family of its own. */
    static String family(String format) {
        return switch (format) {
            case ANTHROPIC -> Seal.ANTHROPIC;
            case OPENAI -> Seal.OPENAI;
            case GEMINI -> Seal.GEMINI;
            default -> format;
        };
    }

    static String format(String family) {
        return switch (family) {
            case Seal.ANTHROPIC -> ANTHROPIC;
            case Seal.OPENAI -> OPENAI;
            case Seal.GEMINI -> GEMINI;
            default -> family;
        };
    }
}
