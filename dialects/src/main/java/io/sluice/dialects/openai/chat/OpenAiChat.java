package io.sluice.dialects.openai.chat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Codec;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.HeaderRules;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.Sending;
import io.sluice.dialects.StateId;
import io.sluice.dialects.StateSearch;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Outline;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.sse.SseReader;
import io.sluice.dialects.sse.SseRelay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI Chat Completions, legacy completions and embeddings, as OpenAI and everybody compatible speak them. */
public final class OpenAiChat implements Dialect {
    private static final Set<String> OUTLINED = Set.of("stream_options");
    private static final Set<String> UNREPEATABLE =
            Set.of("model", "stream", "max_tokens", "max_completion_tokens", "stream_options", "n");

    private static final Map<String, StateId.Sort> STATE = Map.of("file_id", StateId.Sort.FILE);

    private static final Codec CODEC = new ChatCodec();
    private static final EmbeddingCodec EMBEDDINGS = new EmbeddingsCodec();
    private static final HeaderRules HEADERS = new HeaderRules(
            List.of("accept", "openai-beta", "idempotency-key"),
            Map.of(),
            List.of("retry-after", "retry-after-ms", "x-should-retry", "x-request-id", "request-id"),
            List.of("x-ratelimit-"));

    @Override
    public String id() {
        return "openai-chat";
    }

    @Override
    public HeaderRules headers() {
        return HEADERS;
    }

    @Override
    public Set<String> outlined() {
        return OUTLINED;
    }

    @Override
    public Set<String> unrepeatable() {
        return UNREPEATABLE;
    }

    @Override
    public Reading read(Asking asking, Outline outline, Bytes body) {
        return new ChatRequest(asking.operation(), outline, body).read();
    }

    @Override
    public Set<String> stateNames() {
        return STATE.keySet();
    }

    @Override
    public List<StateId> stateIds(Outline outline, Bytes body, boolean deep) {
        StateSearch search = new StateSearch(STATE, Set.of());
        if (deep) {
            search.into(outline, body, "messages");
        }
        return search.found();
    }

    @Override
    public SendPlan edits(RequestFacts facts, Sending sending, Bytes body) {
        return new ChatEdits(facts, sending, body).plan();
    }

    @Override
    public AnswerRelay answerRelay(Terms terms) {
        return new ChatAnswerRelay(terms);
    }

    @Override
    public StreamRelay streamRelay(Terms terms) {
        return new SseRelay(out -> new ChatFrames(terms, false, out));
    }

    @Override
    public EventReader eventReader(Terms terms) {
        return new SseReader(out -> new ChatFrames(terms, true, out), new ChatDecoder(terms.quirks())::event);
    }

    @Override
    public EventWriter eventWriter(Terms terms) {
        return new ChatEventWriter(terms);
    }

    @Override
    public Chunk unfold(Bytes answer) {
        byte[] copy = answer.toArray();
        return new ChatDecoder(Quirks.NONE).answer(Bytes.of(copy));
    }

    @Override
    public byte[] fold(Chunk chunk) {
        return ChunkText.of(chunk);
    }

    @Override
    public byte[] errorBody(ErrorFacts error, @Nullable String callId) {
        return ChatErrors.body(error, callId);
    }

    @Override
    public byte[] errorEvent(ErrorFacts error, @Nullable String callId) {
        return ChatErrors.event(error, callId);
    }

    @Override
    public ErrorFacts readError(int status, @Nullable String type, Bytes body) {
        return ChatErrors.read(status, body);
    }

    // What chat carries of other families names the family.
    @Override
    public boolean slotOfOneFamily() {
        return false;
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
