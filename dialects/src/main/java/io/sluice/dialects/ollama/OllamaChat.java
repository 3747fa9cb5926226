package io.sluice.dialects.ollama;

import io.sluice.dialects.AnswerForm;
import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Codec;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.HeaderRules;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.Sending;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Outline;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.sse.SseRelay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ollama's own {@code /api/chat}, spoken to providers only: its streams are lines of JSON. */
public final class OllamaChat implements Dialect {
    static final String ID = "ollama";

    private static final Codec CODEC = new OllamaCodec();
    private static final EmbeddingCodec EMBEDDINGS = new OllamaEmbeddings();
    private static final HeaderRules HEADERS =
            new HeaderRules(List.of(), Map.of(), List.of("retry-after", "x-request-id"), List.of());

    /** What every method says that only callers of this dialect would need. */
    static UnsupportedOperationException noCallers() {
        return new UnsupportedOperationException("Ollama's own dialect is spoken to providers, never by callers.");
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public HeaderRules headers() {
        return HEADERS;
    }

    @Override
    public Set<String> outlined() {
        return Set.of();
    }

    @Override
    public Set<String> unrepeatable() {
        return Set.of();
    }

    @Override
    public Reading read(Asking asking, Outline outline, Bytes body) {
        throw noCallers();
    }

    @Override
    public SendPlan edits(RequestFacts facts, Sending sending, Bytes body) {
        throw noCallers();
    }

    @Override
    public AnswerRelay answerRelay(Terms terms) {
        return new OllamaAnswerRelay();
    }

    @Override
    public StreamRelay streamRelay(Terms terms) {
        return new SseRelay(LineFrames::new);
    }

    @Override
    public EventReader eventReader(Terms terms) {
        return new LineReader();
    }

    @Override
    public EventWriter eventWriter(Terms terms) {
        throw noCallers();
    }

    @Override
    public Chunk unfold(Bytes answer) {
        return new LineDecoder().line(Bytes.of(answer.toArray()));
    }

    @Override
    public byte[] fold(Chunk chunk) {
        throw noCallers();
    }

    @Override
    public byte[] errorBody(ErrorFacts error, @Nullable String callId) {
        throw noCallers();
    }

    @Override
    public byte[] errorEvent(ErrorFacts error, @Nullable String callId) {
        throw noCallers();
    }

    @Override
    public ErrorFacts readError(int status, @Nullable String type, Bytes body) {
        return OllamaErrors.read(status, body);
    }

    @Override
    public String streamType() {
        return "application/x-ndjson";
    }

    /** Some versions call their streams JSON; a whole answer is a stream of one line. */
    @Override
    public @Nullable AnswerForm formByType(String mediaType, boolean streamAsked) {
        if (mediaType.startsWith("application/x-ndjson")) {
            return AnswerForm.STREAM;
        }
        if (mediaType.startsWith("application/json")) {
            return streamAsked ? AnswerForm.STREAM : AnswerForm.WHOLE;
        }
        return null;
    }

    @Override
    public @Nullable AnswerForm formByFirstByte(byte first, boolean streamAsked) {
        if (first != '{') {
            return null;
        }
        return streamAsked ? AnswerForm.STREAM : AnswerForm.WHOLE;
    }

    @Override
    public Codec codec() {
        return CODEC;
    }

    @Override
    public EmbeddingCodec embeddings() {
        return EMBEDDINGS;
    }
}
