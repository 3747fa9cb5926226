package io.sluice.dialects.bedrock.invoke;

import io.sluice.dialects.AnswerForm;
import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Codec;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.EventWriter;
import io.sluice.dialects.HeaderRules;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.Sending;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.bedrock.BedrockConverse;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Outline;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dialect of server-sent events as Bedrock's InvokeModel carries it: the bodies are the dialect's own, each event of a
 * stream comes in a message of AWS's, errors are AWS's.
 *
 * <p>What it gives to callers is the dialect itself, so it goes by that dialect's name; it stands between Sluice and
 * Bedrock, never between a caller and Sluice.
 */
public final class InvokedModel implements Dialect {
    private final Dialect inner;
    private final Dialect converse = new BedrockConverse();
    private final HeaderRules headers;

    /** That dialect, behind InvokeModel. */
    public InvokedModel(Dialect inner) {
        this.inner = inner;
        // Versions and betas of the dialect stand in the body here.
        headers = new HeaderRules(
                List.of("accept"), Map.of(), converse.headers().down(), List.of(), List.of("anthropic-beta"));
    }

    @Override
    public String id() {
        return inner.id();
    }

    @Override
    public HeaderRules headers() {
        return headers;
    }

    @Override
    public Set<String> outlined() {
        return inner.outlined();
    }

    @Override
    public Set<String> unrepeatable() {
        return inner.unrepeatable();
    }

    @Override
    public Reading read(Asking asking, Outline outline, Bytes body) {
        return inner.read(asking, outline, body);
    }

    @Override
    public SendPlan edits(RequestFacts facts, Sending sending, Bytes body) {
        return inner.edits(facts, sending, body);
    }

    @Override
    public AnswerRelay answerRelay(Terms terms) {
        return inner.answerRelay(terms);
    }

    @Override
    public StreamRelay streamRelay(Terms terms) {
        return new UnwrappingRelay(inner.streamRelay(terms), inner);
    }

    @Override
    public EventReader eventReader(Terms terms) {
        return new UnwrappingReader(inner.eventReader(terms), inner);
    }

    @Override
    public EventWriter eventWriter(Terms terms) {
        return inner.eventWriter(terms);
    }

    @Override
    public Chunk unfold(Bytes answer) {
        return inner.unfold(answer);
    }

    @Override
    public byte[] fold(Chunk chunk) {
        return inner.fold(chunk);
    }

    @Override
    public byte[] errorBody(ErrorFacts error, @Nullable String callId) {
        return inner.errorBody(error, callId);
    }

    @Override
    public byte[] errorEvent(ErrorFacts error, @Nullable String callId) {
        return inner.errorEvent(error, callId);
    }

    @Override
    public ErrorFacts readError(int status, @Nullable String type, Bytes body) {
        return converse.readError(status, type, body);
    }

    @Override
    public @Nullable String errorTypeHeader() {
        return converse.errorTypeHeader();
    }

    @Override
    public String streamType() {
        return inner.streamType();
    }

    @Override
    public @Nullable AnswerForm formByType(String mediaType, boolean streamAsked) {
        return converse.formByType(mediaType, streamAsked);
    }

    @Override
    public @Nullable AnswerForm formByFirstByte(byte first, boolean streamAsked) {
        return converse.formByFirstByte(first, streamAsked);
    }

    @Override
    public Codec codec() {
        return inner.codec();
    }
}
