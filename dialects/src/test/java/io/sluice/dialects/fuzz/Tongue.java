package io.sluice.dialects.fuzz;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.bedrock.BedrockConverse;
import io.sluice.dialects.bedrock.invoke.InvokedModel;
import io.sluice.dialects.cohere.CohereChat;
import io.sluice.dialects.crossing.Samples;
import io.sluice.dialects.gemini.GeminiGenerate;
import io.sluice.dialects.ollama.OllamaChat;
import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.dialects.openai.responses.OpenAiResponses;
import java.util.Arrays;
import java.util.List;

/** Every dialect, with what a fuzzer begins from. */
enum Tongue {
    CHAT(new OpenAiChat(), Wire.EVENTS),
    RESPONSES(new OpenAiResponses(), Wire.EVENTS),
    ANTHROPIC(new AnthropicMessages(), Wire.EVENTS),
    GEMINI(new GeminiGenerate(), Wire.EVENTS, Wire.ARRAY),
    BEDROCK(new BedrockConverse(), Wire.MESSAGES),
    /** Spoken by providers alone, as all that follow. */
    COHERE(new CohereChat(), Wire.EVENTS),
    OLLAMA(new OllamaChat(), Wire.LINES),
    INVOKED(new InvokedModel(new AnthropicMessages()), Wire.WRAPPED);

    /** The dialect itself. */
    final Dialect dialect;

    /** How its streams are framed; one of several where there are several. */
    final List<Wire> wires;

    private final boolean forCallers;
    private final List<Sending> targets;
    private final List<byte[]> requests;
    private final List<byte[]> answers;
    private final List<List<Wire.Frame>> streams;

    Tongue(Dialect dialect, Wire... wires) {
        this.dialect = dialect;
        this.wires = List.of(wires);
        forCallers = !List.of("COHERE", "OLLAMA", "INVOKED").contains(name());
        targets = targets(forCallers, dialect);
        requests = forCallers ? Samples.requests(dialect.id()) : List.of();
        answers = switch (name()) {
            case "COHERE" -> ProviderSamples.answersOfCohere();
            case "OLLAMA" -> ProviderSamples.answersOfOllama();
            default -> Samples.answers(dialect.id());
        };
        streams = switch (name()) {
            case "COHERE" -> ProviderSamples.streamsOfCohere();
            case "OLLAMA" -> ProviderSamples.streamsOfOllama();
            default -> Samples.streams(dialect.id()).stream().map(Wire::frames).toList();
        };
    }

    /** Whether callers speak it too. */
    boolean isForCallers() {
        return forCallers;
    }

    /** Whether the request's path names the model. */
    boolean isNamedByPath() {
        return this == GEMINI || this == BEDROCK;
    }

    /** Those that callers speak. */
    static List<Tongue> ofCallers() {
        return Arrays.stream(values()).filter(Tongue::isForCallers).toList();
    }

    /** Models to send to. */
    List<Sending> targets() {
        return targets;
    }

    private static List<Sending> targets(boolean forCallers, Dialect dialect) {
        return forCallers
                ? Samples.targets(dialect.id())
                : List.of(new Sending("m", null, Quirks.NONE), new Sending("m", 9L, Quirks.NONE));
    }

    List<byte[]> requests() {
        return requests;
    }

    List<byte[]> answers() {
        return answers;
    }

    List<List<Wire.Frame>> streams() {
        return streams;
    }
}
