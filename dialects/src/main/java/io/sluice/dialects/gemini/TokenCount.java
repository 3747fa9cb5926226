package io.sluice.dialects.gemini;

import io.sluice.dialects.Counting;
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
 * takes the request's own fields, as the quirk {@code count=fields} says.
 */
final class TokenCount implements Counting {
    private static final String WHOLE = "generateContentRequest";

    @Override
    public Understanding read(RequestFacts facts, Bytes body) {
        Fields top = Value.of(body).fields();
        Value whole = top.get(WHOLE);
        return RequestReader.read(facts, whole == null ? top : whole.fields());
    }

    @Override
    public Outgoing write(Conversation conversation, Sending sending) {
        Outgoing request = RequestWriter.write(conversation, sending);
        return fields(sending)
                ? request
                : new Outgoing(whole(Value.of(Bytes.of(request.body())).fields(), sending), request.losses());
    }

    /**
     * A caller's request in the form of the other of the two, where it is not in the right one: AI Studio does not know a
     * request's fields but {@code contents}, Vertex not the whole request. Null where it may go as it is.
     */
    static byte @Nullable [] fitted(Bytes body, Sending sending) {
        Fields top = Value.of(body).fields();
        Value whole = top.take(WHOLE);
        if (fields(sending) && whole != null) {
            Fields inner = whole.fields();
            inner.take("model");
            return object(new JsonWriter().beginObject(), inner).toBytes();
        }
        top.take("model");
        boolean more = top.left().keySet().stream().anyMatch(name -> !name.equals("contents"));
        return fields(sending) || whole != null || !more ? null : whole(top, sending);
    }

    /** Whether the target takes a request's own fields, as Vertex does. */
    private static boolean fields(Sending sending) {
        return sending.quirks().flags().contains("count=fields");
    }

    private static byte[] whole(Fields request, Sending sending) {
        String name = sending.model().substring(sending.model().lastIndexOf('/') + 1);
        JsonWriter json = new JsonWriter().beginObject().name(WHOLE).beginObject();
        json.name("model").string("models/" + name);
        return object(json, request).endObject().toBytes();
    }

    private static JsonWriter object(JsonWriter json, Fields members) {
        members.left().forEach((field, value) -> json.name(field).raw(value.raw()));
        return json.endObject();
    }

    @Override
    public @Nullable Long total(Bytes answer) {
        Value total = Value.of(answer).fields().get("totalTokens");
        Long tokens = total == null ? null : Numbers.whole(total);
        return tokens == null || tokens < 0 ? null : tokens;
    }

    @Override
    public byte[] answer(long tokens, boolean estimate) {
        JsonWriter json = new JsonWriter().beginObject().name("totalTokens").number(tokens);
        if (estimate) {
            json.name("sluice").beginObject().name("estimate").bool(true).endObject();
        }
        return json.endObject().toBytes();
    }
}
