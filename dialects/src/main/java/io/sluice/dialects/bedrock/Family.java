package io.sluice.dialects.bedrock;

import io.sluice.dialects.model.Seal;
import java.util.Locale;

/** Whose model it is, as far as Bedrock's names tell, and what such models take. */
enum Family {
    /** Anthropic's. */
    CLAUDE("anthropic."),
    /** Amazon's Nova. */
    NOVA("amazon.nova"),
    /** Amazon's older ones. */
    TITAN("amazon."),
    /** Meta's Llama. */
    LLAMA("meta."),
    /** Mistral's. */
    MISTRAL("mistral."),
    /** Cohere's. */
    COHERE("cohere."),
    /** Writer's Palmyra. */
    WRITER("writer."),
    /** Alibaba's Qwen. */
    QWEN("qwen."),
    /** OpenAI's open models. */
    GPT("openai."),
    /** Of a maker without rules of its own here. */
    OTHER(""),
    /** Behind an ARN or a name that tells nothing. */
    UNKNOWN("");

    private static final String MAKERS =
            "(.*[./:])?(deepseek|ai21|google|minimax|moonshot|moonshotai|nvidia|zai|luma|stability)\\..*";

    private final String maker;

    Family(String maker) {
        this.maker = maker;
    }

    /** By a model's id or inference profile, with or without a region before it. */
    static Family of(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        for (Family family : values()) {
            boolean named = !family.maker.isEmpty()
                    && (name.startsWith(family.maker)
                            || name.contains("." + family.maker)
                            || name.contains("/" + family.maker));
            if (named) {
                return family;
            }
        }
        if (name.contains("claude")) {
            return CLAUDE;
        }
        return name.matches(MAKERS) ? OTHER : UNKNOWN;
    }

    /** Whether it is Claude for all we know: behind most ARNs it is. */
    boolean maybeClaude() {
        return this == CLAUDE || this == UNKNOWN;
    }

    /** Whether a proof of that family goes back to it. */
    boolean takes(Seal seal) {
        return seal.family().equals(Seals.FAMILY)
                || (maybeClaude() && seal.family().equals(Seal.ANTHROPIC));
    }

    /** Whether it takes thinking that nothing proves. */
    boolean takesUnsealed() {
        return !maybeClaude();
    }

    /** Whether it knows cache points. */
    boolean caches() {
        return maybeClaude() || this == NOVA;
    }

    /** Whether a block of that sort may stand in a message beside a tool's result. */
    boolean besideResults(String sort) {
        return switch (this) {
            case MISTRAL, LLAMA -> false;
            case CLAUDE, UNKNOWN -> !sort.equals("document") && !sort.equals("video");
            case NOVA, TITAN, COHERE, WRITER, QWEN, GPT, OTHER -> true;
        };
    }

    /** Whether a conversation may begin with the model. */
    boolean mayBegin() {
        return maybeClaude() || this == QWEN;
    }
}
