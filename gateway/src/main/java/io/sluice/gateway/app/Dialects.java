package io.sluice.gateway.app;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.bedrock.BedrockConverse;
import io.sluice.dialects.bedrock.invoke.InvokedEmbeddings;
import io.sluice.dialects.bedrock.invoke.InvokedModel;
import io.sluice.dialects.cohere.CohereChat;
import io.sluice.dialects.cohere.CohereEmbeddings;
import io.sluice.dialects.gemini.GeminiGenerate;
import io.sluice.dialects.gemini.StreamForm;
import io.sluice.dialects.ollama.OllamaChat;
import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.dialects.openai.responses.OpenAiResponses;
import io.sluice.gateway.call.CallerDialects;
import io.sluice.gateway.catalog.Wire;

/** Every dialect this version speaks, one object each: they are stateless. */
final class Dialects {
    private final Dialect openAiChat = new OpenAiChat();
    private final Dialect openAiResponses = new OpenAiResponses();
    private final Dialect anthropic = new AnthropicMessages();
    private final Dialect gemini = new GeminiGenerate();
    private final Dialect invoked = new InvokedModel(anthropic);
    private final Dialect ollama = new OllamaChat();
    private final Dialect cohere = new CohereChat();
    private final Dialect bedrock = new BedrockConverse(new InvokedEmbeddings(new CohereEmbeddings()));
    private final CallerDialects callers = new CallerDialects(
            openAiChat, openAiResponses, anthropic, gemini, new GeminiGenerate(StreamForm.ARRAY), bedrock);

    /** The one a provider speaks there; Anthropic's behind InvokeModel comes wrapped in AWS's messages. */
    Dialect of(Wire wire) {
        return switch (wire.dialect()) {
            case OPENAI_CHAT -> openAiChat;
            case OPENAI_RESPONSES -> openAiResponses;
            case ANTHROPIC -> wire.quirks().contains("envelope=bedrock") ? invoked : anthropic;
            case GEMINI -> gemini;
            case BEDROCK -> bedrock;
            case OLLAMA -> ollama;
            case COHERE -> cohere;
        };
    }

    /** Those of callers. */
    CallerDialects callers() {
        return callers;
    }
}
