package io.sluice.gateway.app;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.bedrock.BedrockConverse;
import io.sluice.dialects.gemini.GeminiGenerate;
import io.sluice.dialects.gemini.StreamForm;
import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.dialects.openai.responses.OpenAiResponses;
import io.sluice.gateway.call.CallerDialects;

/** Every dialect this version speaks, one object each: they are stateless. */
final class Dialects {
    private final Dialect openAiChat = new OpenAiChat();
    private final Dialect openAiResponses = new OpenAiResponses();
    private final Dialect anthropic = new AnthropicMessages();
    private final Dialect gemini = new GeminiGenerate();
    private final Dialect bedrock = new BedrockConverse();
    private final CallerDialects callers = new CallerDialects(
            openAiChat, openAiResponses, anthropic, gemini, new GeminiGenerate(StreamForm.ARRAY), bedrock);

    /** The one with that name in the configuration and the catalog. */
    Dialect of(io.sluice.gateway.catalog.Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> openAiChat;
            case OPENAI_RESPONSES -> openAiResponses;
            case ANTHROPIC -> anthropic;
            case GEMINI -> gemini;
            case BEDROCK -> bedrock;
            case COHERE, OLLAMA -> throw new IllegalStateException("not spoken yet: " + dialect);
        };
    }

    /** Those of callers. */
    CallerDialects callers() {
        return callers;
    }
}
