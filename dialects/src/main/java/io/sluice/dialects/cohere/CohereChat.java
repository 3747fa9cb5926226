package io.sluice.dialects.cohere;

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
import io.sluice.dialects.sse.EventFrames;
import io.sluice.dialects.sse.SseReader;
import io.sluice.dialects.sse.SseRelay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cohere's chat ({@code /v2/chat}), spoken to upstreams only. */
public final class CohereChat implements Dialect {
    /** The dialect's name, also of its extras. */
    static final String ID = "cohere";

    private static final Codec CODEC = new CohereCodec();
    private static final EmbeddingCodec EMBEDDINGS = new CohereEmbeddings();
    private static final HeaderRules HEADERS = new HeaderRules(
            List.of(), Map.of(), List.of("retry-after", "x-debug-trace-id"), List.of("x-endpoint-", "x-trial-"));

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
        throw notSpoken();
    }

    @Override
    public SendPlan edits(RequestFacts facts, Sending sending, Bytes body) {
        throw notSpoken();
    }

    @Override
    public AnswerRelay answerRelay(Terms terms) {
        return new CohereAnswerRelay();
    }

    @Override
    public StreamRelay streamRelay(Terms terms) {
        return new SseRelay(out -> new EventFrames(new CohereJudge(), null, out));
    }

    @Override
    public EventReader eventReader(Terms terms) {
        return new SseReader(out -> new EventFrames(new CohereJudge(), null, out), new CohereStream()::event);
    }

    @Override
    public EventWriter eventWriter(Terms terms) {
        throw notSpoken();
    }

    @Override
    public Chunk unfold(Bytes answer) {
        return new CohereAnswer(Bytes.of(answer.toArray())).chunk();
    }

    @Override
    public byte[] fold(Chunk chunk) {
        throw notSpoken();
    }

    @Override
    public byte[] errorBody(ErrorFacts error, @Nullable String callId) {
        throw notSpoken();
    }

    @Override
    public byte[] errorEvent(ErrorFacts error, @Nullable String callId) {
        throw notSpoken();
    }

    @Override
    public ErrorFacts readError(int status, @Nullable String type, Bytes body) {
        return CohereErrors.read(status, body);
    }

    @Override
    public Codec codec() {
        return CODEC;
    }

    @Override
    public EmbeddingCodec embeddings() {
        return EMBEDDINGS;
    }

    /** What everything answers that only a caller's dialect has to do. */
    static UnsupportedOperationException notSpoken() {
        return new UnsupportedOperationException("No caller speaks Cohere's chat, it is a dialect of upstreams only");
    }
}
