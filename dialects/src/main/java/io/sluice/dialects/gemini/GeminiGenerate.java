package io.sluice.dialects.gemini;

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
import io.sluice.dialects.StateId;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Outline;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.sse.SseRelay;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's generateContent and streamGenerateContent, in AI Studio and in Vertex.
 *
 * <p>Streams of either form are read as they come; which form is written is the instance's, as the caller's query says.
 */
public final class GeminiGenerate implements Dialect {
    /** Its name. */
    public static final String ID = "gemini";

    static final Set<String> UNREPEATABLE = Set.of(
            "model",
            "contents",
            "systemInstruction",
            "generationConfig",
            "tools",
            "toolConfig",
            "requests",
            "content",
            "generateContentRequest");
    private static final Set<String> OUTLINED = Set.of("generationConfig", "generation_config");
    private static final Counting COUNTING = new TokenCount();
    private static final HeaderRules HEADERS = new HeaderRules(
            List.of("accept", "x-goog-api-client"),
            Map.of(),
            List.of("retry-after", "x-request-id", "x-goog-request-id", "server-timing"),
            List.of("x-ratelimit-"));

    private static final EmbeddingCodec EMBEDDINGS = new GeminiEmbeddings();

    private final StreamForm form;
    private final Codec codec;

    /** With streams written as server-sent events. */
    public GeminiGenerate() {
        this(StreamForm.SSE);
    }

    /** With streams written in that form. */
    public GeminiGenerate(StreamForm form) {
        this.form = form;
        codec = new GeminiCodec(form);
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
        return OUTLINED;
    }

    @Override
    public Set<String> unrepeatable() {
        return UNREPEATABLE;
    }

    @Override
    public Reading read(Asking asking, Outline outline, Bytes body) {
        return new GeminiRequest(asking, outline, body).read();
    }

    @Override
    public Set<String> stateNames() {
        return StateIds.ALL.keySet();
    }

    @Override
    public List<StateId> stateIds(Outline outline, Bytes body, boolean deep) {
        return StateIds.of(outline, body, deep);
    }

    @Override
    public SendPlan edits(RequestFacts facts, Sending sending, Bytes body) {
        return new GeminiEdits(facts, sending, body).plan();
    }

    @Override
    public AnswerRelay answerRelay(Terms terms) {
        return new GeminiAnswerRelay();
    }

    @Override
    public StreamRelay streamRelay(Terms terms) {
        return new SseRelay(StreamFrames::new);
    }

    @Override
    public EventReader eventReader(Terms terms) {
        return new StreamEvents();
    }

    @Override
    public EventWriter eventWriter(Terms terms) {
        return new GeminiEventWriter(form, terms.choices());
    }

    @Override
    public Chunk unfold(Bytes answer) {
        return new AnswerDecoder(false).answer(Bytes.of(answer.toArray()));
    }

    @Override
    public byte[] fold(Chunk chunk) {
        return ResponseText.of(chunk);
    }

    @Override
    public byte[] errorBody(ErrorFacts error, @Nullable String callId) {
        return ErrorText.body(error, callId).getBytes(StandardCharsets.UTF_8);
    }

    /** In an array it is taken to follow an element: before the first there is still a body to say it in. */
    @Override
    public byte[] errorEvent(ErrorFacts error, @Nullable String callId) {
        StreamText text = new StreamText(form, true);
        text.element(ErrorText.body(error, callId));
        text.end();
        return text.taken();
    }

    @Override
    public ErrorFacts readError(int status, @Nullable String type, Bytes body) {
        return ErrorReader.body(status, body);
    }

    @Override
    public String streamType() {
        return form == StreamForm.SSE ? "text/event-stream" : "application/json";
    }

    /** A stream's media type tells nothing: errors come under an event stream's, arrays under JSON's. */
    @Override
    public @Nullable AnswerForm formByType(String mediaType, boolean streamAsked) {
        boolean known = mediaType.startsWith("application/json");
        return known && !streamAsked ? AnswerForm.WHOLE : null;
    }

    @Override
    public @Nullable AnswerForm formByFirstByte(byte first, boolean streamAsked) {
        return switch (first) {
            case '{' -> AnswerForm.WHOLE;
            case '[' -> streamAsked ? AnswerForm.STREAM : AnswerForm.WHOLE;
            case 'd', 'e', 'i', 'r', ':', '\r', '\n', (byte) 0xEF -> streamAsked ? AnswerForm.STREAM : null;
            default -> null;
        };
    }

    @Override
    public Counting counting() {
        return COUNTING;
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public EmbeddingCodec embeddings() {
        return EMBEDDINGS;
    }
}
