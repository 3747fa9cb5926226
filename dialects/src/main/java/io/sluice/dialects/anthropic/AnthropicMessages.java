package io.sluice.dialects.anthropic;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Codec;
import io.sluice.dialects.Counting;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.HeaderRules;
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
import io.sluice.dialects.sse.EventFrames;
import io.sluice.dialects.sse.SseReader;
import io.sluice.dialects.sse.SseRelay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic Messages, as Anthropic, Azure, Vertex, Bedrock and everybody compatible speak it.
 *
 * <p>Hosts that name the model in the path have the flags {@code model_in_path}, {@code anthropic_version=WORD} and,
 * where the path says too whether to stream, {@code stream_in_path}; {@code anthropic_beta=a,b} puts betas into the body.
 */
public final class AnthropicMessages implements Dialect {
    /** Its name, also of its extras, opaque blocks and server tools. */
    public static final String ID = "anthropic";

    /** Below the top level; what a tool was called with is the model's, and no id of anything. */
    private static final Map<String, StateId.Sort> STATE = Map.of("file_id", StateId.Sort.FILE);

    private static final Codec CODEC = new MessagesCodec();
    private static final Counting COUNTING = new MessagesCounting();
    private static final HeaderRules HEADERS = new HeaderRules(
            List.of("accept", "anthropic-version", "anthropic-beta", "idempotency-key"),
            Map.of("anthropic-version", "2023-06-01"),
            List.of("retry-after", "retry-after-ms", "x-should-retry", "request-id"),
            List.of("anthropic-ratelimit-"));

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
        return Set.of("thinking");
    }

    @Override
    public Set<String> unrepeatable() {
        return Set.of("model", "stream", "max_tokens", "thinking");
    }

    @Override
    public Reading read(Asking asking, Outline outline, Bytes body) {
        return new MessagesRequest(asking, outline, body).read();
    }

    @Override
    public Set<String> stateNames() {
        return STATE.keySet();
    }

    @Override
    public List<StateId> stateIds(Outline outline, Bytes body, boolean deep) {
        StateSearch search = new StateSearch(STATE, Set.of("input", "input_schema"));
        search.top(outline, body, "container", StateId.Sort.CONTAINER);
        if (deep) {
            search.into(outline, body, "messages");
            search.into(outline, body, "system");
        }
        return search.found();
    }

    @Override
    public SendPlan edits(RequestFacts facts, Sending sending, Bytes body) {
        return new MessagesEdits(facts, sending, body).plan();
    }

    @Override
    public AnswerRelay answerRelay(Terms terms) {
        return new MessagesAnswerRelay(terms);
    }

    @Override
    public StreamRelay streamRelay(Terms terms) {
        return new SseRelay(out -> new EventFrames(new MessagesJudge(terms.quirks()), terms.answerModel(), out));
    }

    @Override
    public EventReader eventReader(Terms terms) {
        return new SseReader(
                out -> new EventFrames(new MessagesJudge(terms.quirks()), terms.answerModel(), out),
                new StreamDecoder()::event);
    }

    @Override
    public EventWriter eventWriter(Terms terms) {
        return new MessagesEventWriter();
    }

    @Override
    public Chunk unfold(Bytes answer) {
        return AnswerDecoder.chunk(Bytes.of(answer.toArray()));
    }

    @Override
    public byte[] fold(Chunk chunk) {
        return chunk.written(Spelling::inAnswer);
    }

    @Override
    public byte[] errorBody(ErrorFacts error, @Nullable String callId) {
        return MessagesErrors.body(error, callId);
    }

    @Override
    public byte[] errorEvent(ErrorFacts error, @Nullable String callId) {
        return MessagesErrors.event(error, callId);
    }

    @Override
    public ErrorFacts readError(int status, @Nullable String type, Bytes body) {
        return MessagesErrors.read(status, body);
    }

    @Override
    public int status(int upstream) {
        return upstream;
    }

    @Override
    public Counting counting() {
        return COUNTING;
    }

    @Override
    public Codec codec() {
        return CODEC;
    }
}
