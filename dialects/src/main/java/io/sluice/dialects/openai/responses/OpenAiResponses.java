package io.sluice.dialects.openai.responses;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Codec;
import io.sluice.dialects.Continuing;
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
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Outline;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.sse.EventFrames;
import io.sluice.dialects.sse.FrameOut;
import io.sluice.dialects.sse.Frames;
import io.sluice.dialects.sse.SseReader;
import io.sluice.dialects.sse.SseRelay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAI's Responses, as OpenAI, the Open Responses specification and everybody compatible speak it. */
public final class OpenAiResponses implements Dialect {
    private static final Set<String> UNREPEATABLE = Set.of("model", "stream", ResponsesRequest.CAP);

    private static final Continuing CONTINUING = new ResponsesContinuing();
    private static final Codec CODEC = new ResponsesCodec();
    private static final Counting COUNTING = new InputTokens();
    private static final HeaderRules HEADERS = new HeaderRules(
            List.of("accept", "openai-beta", "idempotency-key"),
            Map.of(),
            List.of("retry-after", "retry-after-ms", "x-should-retry", "x-request-id", "request-id"),
            List.of("x-ratelimit-"));

    @Override
    public String id() {
        return Spelling.DIALECT;
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
        return UNREPEATABLE;
    }

    @Override
    public Reading read(Asking asking, Outline outline, Bytes body) {
        return new ResponsesRequest(asking.operation(), outline, body).read();
    }

    @Override
    public Set<String> stateNames() {
        return StateIds.WATCHED;
    }

    @Override
    public List<StateId> stateIds(Outline outline, Bytes body, boolean deep) {
        return StateIds.of(outline, body, deep);
    }

    @Override
    public Continuing continuing() {
        return CONTINUING;
    }

    @Override
    public String answerId(String callId) {
        return "resp_" + callId;
    }

    @Override
    public SendPlan edits(RequestFacts facts, Sending sending, Bytes body) {
        return ResponsesEdits.plan(facts, sending, body);
    }

    @Override
    public AnswerRelay answerRelay(Terms terms) {
        return new ResponsesAnswerRelay(terms);
    }

    @Override
    public StreamRelay streamRelay(Terms terms) {
        return new SseRelay(out -> frames(terms, out));
    }

    @Override
    public EventReader eventReader(Terms terms) {
        return new SseReader(out -> frames(terms, out), new ResponseDecoder()::event);
    }

    private static Frames frames(Terms terms, FrameOut out) {
        return new EventFrames(new ResponsesJudge(), terms.answerModel(), out);
    }

    @Override
    public EventWriter eventWriter(Terms terms) {
        return new ResponsesEventWriter();
    }

    @Override
    public Chunk unfold(Bytes answer) {
        return new ResponseDecoder().answer(Bytes.of(answer.toArray()));
    }

    @Override
    public byte[] fold(Chunk chunk) {
        return ResponseText.whole(chunk);
    }

    @Override
    public byte[] errorBody(ErrorFacts error, @Nullable String callId) {
        return Faults.body(error, callId);
    }

    @Override
    public byte[] errorEvent(ErrorFacts error, @Nullable String callId) {
        return Faults.event(error, callId, 0);
    }

    @Override
    public ErrorFacts readError(int status, @Nullable String type, Bytes body) {
        return Faults.read(status, body);
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
