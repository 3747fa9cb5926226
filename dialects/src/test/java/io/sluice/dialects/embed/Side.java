package io.sluice.dialects.embed;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.bedrock.invoke.InvokedEmbeddings;
import io.sluice.dialects.cohere.CohereChat;
import io.sluice.dialects.cohere.CohereEmbeddings;
import io.sluice.dialects.gemini.GeminiGenerate;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.ollama.OllamaChat;
import io.sluice.dialects.openai.chat.OpenAiChat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** A form in which a provider takes requests for embeddings; the first two are callers' too. */
enum Side {
    OPENAI("openai-chat", new OpenAiChat().embeddings(), "text-embedding-3-small"),
    GEMINI("gemini", new GeminiGenerate().embeddings(), "gemini-embedding-001"),
    VERTEX_ONE("vertex embedContent", new GeminiGenerate().embeddings(), "gemini-embedding-2", "embed=one"),
    VERTEX_PREDICT("vertex predict", new GeminiGenerate().embeddings(), "text-embedding-005", "embed=predict"),
    COHERE("cohere", new CohereChat().embeddings(), "embed-v4.0"),
    OLLAMA("ollama", new OllamaChat().embeddings(), "nomic-embed-text"),
    TITAN_1("titan v1", bedrock(), "amazon.titan-embed-text-v1"),
    TITAN_2("titan v2", bedrock(), "amazon.titan-embed-text-v2:0"),
    TITAN_IMAGE("titan image", bedrock(), "amazon.titan-embed-image-v1"),
    NOVA("nova", bedrock(), "amazon.nova-2-multimodal-embeddings-v1:0"),
    BEDROCK_COHERE("cohere on bedrock", bedrock(), "cohere.embed-v4:0");

    static final List<Side> CALLERS = List.of(OPENAI, GEMINI);

    final String title;
    final EmbeddingCodec codec;
    private final Sending sending;

    Side(String title, EmbeddingCodec codec, String model, String... flags) {
        this.title = title;
        this.codec = Objects.requireNonNull(codec);
        sending = new Sending(model, null, Quirks.of(List.of(flags)));
    }

    private static EmbeddingCodec bedrock() {
        return new InvokedEmbeddings(new CohereEmbeddings());
    }

    /** What became of a request written for this side. */
    record Sent(List<String> bodies, List<Loss> losses) {
        String only() {
            if (bodies.size() != 1) {
                throw new AssertionError("one body was expected, not " + bodies);
            }
            return bodies.getFirst();
        }
    }

    Sent sent(EmbedRequest request) {
        return switch (codec.writeRequest(request, sending)) {
            case EmbeddingCodec.Written.Bodies(var bodies, var losses) ->
                new Sent(
                        bodies.stream()
                                .map(body -> new String(body, StandardCharsets.UTF_8))
                                .toList(),
                        losses);
            case EmbeddingCodec.Written.Refused(var error) -> throw new AssertionError(title + " refuses: " + error);
        };
    }

    EmbeddingCodec.Written written(EmbedRequest request) {
        return codec.writeRequest(request, sending);
    }

    /** What a caller of this side asks. */
    EmbedRequest asked(String body) {
        return switch (read(body)) {
            case EmbeddingCodec.Read.Understood(var request) -> request;
            case EmbeddingCodec.Read.Refused(var error) -> throw new AssertionError(title + " refuses: " + error);
        };
    }

    EmbeddingCodec.Read read(String json) {
        Dialect dialect = this == OPENAI ? new OpenAiChat() : new GeminiGenerate();
        Bytes body = Bytes.of(json);
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, dialect.outlined(), dialect.unrepeatable());
        scanner.feed(body);
        if (scanner.end() != null) {
            throw new AssertionError("not JSON: " + scanner.end());
        }
        Asking asking = new Asking(Operation.EMBED, this == OPENAI ? null : "m", false);
        return switch (dialect.read(asking, scanner.outline(), body)) {
            case Reading.Understood(RequestFacts facts) -> codec.readRequest(facts, body);
            case Reading.Refused(var error) -> new EmbeddingCodec.Read.Refused(error);
        };
    }

    EmbedAnswer answer(String json) {
        return codec.readAnswer(Bytes.of(json), Quirks.NONE);
    }

    /** What a caller of this side is told. */
    String told(EmbedAnswer answer, EmbedRequest request, Losses losses) {
        return new String(
                codec.writeAnswer(answer, new EmbeddingCodec.Asking("asked", request, losses)), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return title;
    }
}
