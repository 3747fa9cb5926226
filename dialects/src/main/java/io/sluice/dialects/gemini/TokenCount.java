package io.sluice.dialects.gemini;

import io.sluice.dialects.Outgoing;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's countTokens. AI Studio takes contents alone, or a whole request as {@code generateContentRequest}; Vertex
 * takes the request's own fields.
 */
public final class TokenCount {
    private static final String WHOLE = "generateContentRequest";

    private TokenCount() {}

    /** What a caller wants counted. */
    public static Understanding read(RequestFacts facts, Bytes body) {
        Fields top = Value.of(body).fields();
        Value whole = top.get(WHOLE);
        return RequestReader.read(facts, whole == null ? top : whole.fields());
    }

    /** A request that asks for the count of a conversation; {@code vertex} in Vertex's form. */
    public static Outgoing write(Conversation conversation, Sending sending, boolean vertex) {
        Outgoing request = RequestWriter.write(conversation, sending);
        if (vertex) {
            return request;
        }
        String name = sending.model().substring(sending.model().lastIndexOf('/') + 1);
        JsonWriter json = new JsonWriter().beginObject().name(WHOLE).beginObject();
        json.name("model").string("models/" + name);
        Value.of(Bytes.of(request.body()))
                .fields()
                .left()
                .forEach((field, value) -> json.name(field).raw(value.raw()));
        return new Outgoing(json.endObject().endObject().toBytes(), request.losses());
    }

    /** What a provider counted; null where its answer does not say. */
    public static @Nullable Long total(Bytes answer) {
        Value total = Value.of(answer).fields().get("totalTokens");
        Long tokens = total == null ? null : Numbers.whole(total);
        return tokens == null || tokens < 0 ? null : tokens;
    }

    /** The answer for a caller; an estimate says so in an extension field. */
    public static byte[] answer(long tokens, boolean estimate) {
        JsonWriter json = new JsonWriter().beginObject().name("totalTokens").number(tokens);
        if (estimate) {
            json.name("sluice").beginObject().name("estimate").bool(true).endObject();
        }
        return json.endObject().toBytes();
    }
}
