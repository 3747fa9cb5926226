package io.sluice.gateway.catalog;

import java.util.Optional;

/** The wire formats a provider may speak, under the names the configuration has for them. */
public enum Dialect {
    OPENAI_CHAT("openai-chat"),
    OPENAI_RESPONSES("openai-responses"),
    ANTHROPIC("anthropic"),
    GEMINI("gemini"),
    BEDROCK("bedrock"),
    COHERE("cohere"),
    OLLAMA("ollama");

    private final String label;

    Dialect(String label) {
        this.label = label;
    }

    /** The name in the file. */
    public String label() {
        return label;
    }

    /** The dialect of that name, if it is one. */
    public static Optional<Dialect> named(String label) {
        for (Dialect dialect : values()) {
            if (dialect.label.equals(label)) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return label;
    }
}
