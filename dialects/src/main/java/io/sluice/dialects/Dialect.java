package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Outline;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Seal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One wire dialect: how requests, answers, streams and errors look in it. Stateless and shared by all threads; what it
 * makes per call belongs to that call.
 */
public interface Dialect {
    /** Its name in configuration and records ({@code openai-chat}). */
    String id();

    /** Which headers pass and which must be there. */
    HeaderRules headers();

    /** The objects inside a request that {@link #read} wants outlined as well as the top level. */
    Set<String> outlined();

    /** The top-level fields that must not be repeated, because two readers could take different ones for true. */
    Set<String> unrepeatable();

    /** Understands a request that has been scanned; {@code body} is the whole document the outline points into. */
    Reading read(Asking asking, Outline outline, Bytes body);

    /**
     * The members that may hold ids of a provider's state below the top level of a request; one that has none of these
     * names, written without escapes, names no such state there.
     */
    default Set<String> stateNames() {
        return Set.of();
    }

    /**
     * The ids of a provider's state that a request names.
     *
     * @param deep whether any of {@link #stateNames} was seen, or a name with an escape; else only the top level is read
     */
    default List<StateId> stateIds(Outline outline, Bytes body, boolean deep) {
        return List.of();
    }

    /** How an answer that was kept is taken up; null where the dialect's requests name no earlier answer. */
    default @Nullable Continuing continuing() {
        return null;
    }

    /** The id that answers written for a call carry, where it can be asked for again; else null. */
    default @Nullable String answerId(String callId) {
        return null;
    }

    /** The edits for one target: model, usage in the stream, output cap. */
    SendPlan edits(RequestFacts facts, Sending sending, Bytes body);

    /** Relays one whole answer. */
    AnswerRelay answerRelay(Terms terms);

    /** Relays one stream, bytes untouched where possible. */
    StreamRelay streamRelay(Terms terms);

    /** Reads one stream as events. */
    EventReader eventReader(Terms terms);

    /** Writes one stream of events. */
    EventWriter eventWriter(Terms terms);

    /** A whole answer as one chunk; the answer must have passed {@link AnswerRelay}. */
    Chunk unfold(Bytes answer);

    /** The answer a chunk of {@link #unfold} says now: the same bytes where nothing was changed. */
    byte[] fold(Chunk chunk);

    /** The body of a failure before anything was answered; with the call's id where the shape has room for it. */
    byte[] errorBody(ErrorFacts error, @Nullable String callId);

    /** A failure inside a stream: one whole event, no end mark. */
    byte[] errorEvent(ErrorFacts error, @Nullable String callId);

    /**
     * What a provider's error body says; status as given. Bodies that are no JSON keep their text as the message.
     *
     * @param type what stands in {@link #errorTypeHeader}; null where it has none
     */
    ErrorFacts readError(int status, @Nullable String type, Bytes body);

    /** The header that names an error's type beside the body (AWS); null where the dialect has none. */
    default @Nullable String errorTypeHeader() {
        return null;
    }

    /** The word for {@link #errorTypeHeader}. */
    default String errorType(ErrorFacts error) {
        return "";
    }

    /** The status a caller of this dialect gets for one of a provider's: 529 is Anthropic's own, other clients know 503. */
    default int status(int upstream) {
        return upstream == 529 ? 503 : upstream;
    }

    /**
     * Whether opaque proofs of a model stand in a slot that belongs to one family, so that those of others travel there in
     * an envelope ({@link Seal#MARK}).
     */
    default boolean slotOfOneFamily() {
        return true;
    }

    /** The media type of the streams it writes. */
    default String streamType() {
        return "text/event-stream";
    }

    /** What an answer of that media type (lower case, parameters and all) is; null where that does not tell. */
    default @Nullable AnswerForm formByType(String mediaType, boolean streamAsked) {
        if (mediaType.startsWith("text/event-stream")) {
            return AnswerForm.STREAM;
        }
        return mediaType.startsWith("application/json") ? AnswerForm.WHOLE : null;
    }

    /** What an answer that begins with that byte is; null where it can be neither. */
    default @Nullable AnswerForm formByFirstByte(byte first, boolean streamAsked) {
        return switch (first) {
            case '{', '[' -> AnswerForm.WHOLE;
            case 'd', 'e', 'i', 'r', ':', '\r', '\n', (byte) 0xEF -> streamAsked ? AnswerForm.STREAM : null;
            default -> null;
        };
    }

    /** How tokens are counted in it; null where it has no request for that. */
    default @Nullable Counting counting() {
        return null;
    }

    /** Its way into the canonical conversation and out of it. */
    Codec codec();

    /** Its way into the canonical embeddings and out of them; null where it has none. */
    default @Nullable EmbeddingCodec embeddings() {
        return null;
    }
}
