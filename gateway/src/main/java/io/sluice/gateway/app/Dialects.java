package io.sluice.gateway.app;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.gateway.call.CallerDialects;

/** Every dialect this version speaks, one object each: they are stateless. */
final class Dialects {
    private final Dialect openAiChat = new OpenAiChat();

    /** The one with that name in the configuration and the catalog. */
    Dialect of(io.sluice.gateway.catalog.Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> openAiChat;
            case OPENAI_RESPONSES, ANTHROPIC, GEMINI, BEDROCK, COHERE, OLLAMA ->
                throw new IllegalStateException("not spoken yet: " + dialect);
        };
    }

    /** Those of callers. */
    CallerDialects callers() {
        return new CallerDialects(openAiChat, openAiChat, openAiChat, openAiChat, openAiChat, openAiChat);
    }
}
