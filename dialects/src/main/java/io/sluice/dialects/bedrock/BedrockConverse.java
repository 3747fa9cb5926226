package io.sluice.dialects.bedrock;

import io.sluice.dialects.AnswerForm;
import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Codec;
import io.sluice.dialects.Counting;
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

/** AWS Bedrock's Converse and ConverseStream: one form for all models hosted there, streams in binary messages. */
public final class BedrockConverse implements Dialect {
    static final String ID = "bedrock";

    /** The media type of its streams. */
    public static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

    private static final Codec CODEC = new ConverseCodec();
    private static final Counting COUNTING = new ConverseCounting();
    private static final HeaderRules HEADERS = new HeaderRules(
            List.of("accept"), Map.of(), List.of("retry-after", "x-amzn-requestid", "x-amzn-errortype"), List.of());

    private final @Nullable EmbeddingCodec embeddings;

    /** Without embeddings. */
    public BedrockConverse() {
        this(null);
    }

    /** With these behind InvokeModel; Converse itself has none. */
    public BedrockConverse(@Nullable EmbeddingCodec embeddings) {
        this.embeddings = embeddings;
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
        return Set.of(ConverseRequest.INFERENCE);
    }

    @Override
    public Set<String> unrepeatable() {
        return Set.of(ConverseRequest.INFERENCE, "messages", "system", "toolConfig", CountTokens.INPUT);
    }

    @Override
    public Reading read(Asking asking, Outline outline, Bytes body) {
        return ConverseRequest.read(asking, outline, body);
    }

    @Override
    public SendPlan edits(RequestFacts facts, Sending sending, Bytes body) {
        return new SendPlan(ConverseRequest.edits(facts, sending, body), false);
    }

    @Override
    public AnswerRelay answerRelay(Terms terms) {
        return new ConverseAnswerRelay();
    }

    @Override
    public StreamRelay streamRelay(Terms terms) {
        return new SseRelay(ConverseFrames::new);
    }

    @Override
    public EventReader eventReader(Terms terms) {
        return new ConverseReader();
    }

    @Override
    public EventWriter eventWriter(Terms terms) {
        return new ConverseEventWriter();
    }

    @Override
    public Chunk unfold(Bytes answer) {
        return AnswerDecoder.chunk(Bytes.of(answer.toArray()));
    }

    @Override
    public byte[] fold(Chunk chunk) {
        return ChunkText.answer(chunk);
    }

    @Override
    public byte[] errorBody(ErrorFacts error, @Nullable String callId) {
        return ConverseErrors.body(error, callId);
    }

    @Override
    public byte[] errorEvent(ErrorFacts error, @Nullable String callId) {
        return ConverseErrors.frame(error, callId);
    }

    @Override
    public ErrorFacts readError(int status, @Nullable String type, Bytes body) {
        return ConverseErrors.read(status, type, body);
    }

    @Override
    public String errorTypeHeader() {
        return "x-amzn-errortype";
    }

    @Override
    public String errorType(ErrorFacts error) {
        return ConverseErrors.word(error);
    }

    @Override
    public String streamType() {
        return EVENT_STREAM;
    }

    @Override
    public @Nullable AnswerForm formByType(String mediaType, boolean streamAsked) {
        if (mediaType.startsWith(EVENT_STREAM)) {
            return AnswerForm.STREAM;
        }
        return mediaType.startsWith("application/json") ? AnswerForm.WHOLE : null;
    }

    @Override
    public @Nullable AnswerForm formByFirstByte(byte first, boolean streamAsked) {
        return switch (first) {
            case '{', '[' -> AnswerForm.WHOLE;
            // A message begins with its length, the largest byte first: 24 MiB at most.
            case 0, 1 -> streamAsked ? AnswerForm.STREAM : null;
            default -> null;
        };
    }

    @Override
    public Counting counting() {
        return COUNTING;
    }

    @Override
    public Codec codec() {
        return CODEC;
    }

    @Override
    public @Nullable EmbeddingCodec embeddings() {
        return embeddings;
    }
}
