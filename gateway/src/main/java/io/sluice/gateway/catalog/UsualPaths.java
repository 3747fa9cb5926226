package io.sluice.gateway.catalog;

import java.util.EnumMap;
import java.util.Map;

/** The paths each dialect has by itself, below the address where the provider keeps that dialect. */
final class UsualPaths {
    private static final String MODEL = "/models/{model}:";

    private UsualPaths() {}

    /** The path of every action the dialect has; whether a provider has it too is another matter. */
    static Map<Action, String> of(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT ->
                Map.of(
                        Action.CHAT, "/chat/completions",
                        Action.COMPLETE, "/completions",
                        Action.EMBED, "/embeddings",
                        Action.MODELS, "/models");
            case OPENAI_RESPONSES ->
                Map.of(
                        Action.CHAT, "/responses",
                        Action.COUNT, "/responses/input_tokens",
                        Action.MODELS, "/models");
            case ANTHROPIC ->
                Map.of(
                        Action.CHAT, "/messages",
                        Action.COUNT, "/messages/count_tokens",
                        Action.MODELS, "/models");
            case GEMINI ->
                Map.of(
                        Action.CHAT, MODEL + "generateContent",
                        Action.STREAM, MODEL + "streamGenerateContent?alt=sse",
                        Action.COUNT, MODEL + "countTokens",
                        Action.EMBED, MODEL + "batchEmbedContents",
                        Action.MODELS, "/models");
            case BEDROCK ->
                Map.of(
                        Action.CHAT, "/model/{model}/converse",
                        Action.STREAM, "/model/{model}/converse-stream",
                        Action.COUNT, "/model/{model}/count-tokens",
                        Action.EMBED, "/model/{model}/invoke");
            case COHERE -> Map.of(Action.CHAT, "/chat", Action.EMBED, "/embed");
            case OLLAMA ->
                Map.of(
                        Action.CHAT, "/api/chat",
                        Action.EMBED, "/api/embed",
                        Action.MODELS, "/api/tags");
        };
    }

    /** Those a provider is taken to have where its line says nothing: not every one has the others. */
    static Map<Action, String> assumed(Dialect dialect) {
        Map<Action, String> paths = new EnumMap<>(of(dialect));
        paths.remove(Action.COMPLETE);
        if (dialect != Dialect.GEMINI) {
            paths.remove(Action.COUNT);
        }
        return paths;
    }
}
