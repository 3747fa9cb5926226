package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.openai.chat.ChatErrors;
import io.sluice.dialects.openai.chat.ErrorReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Errors as OpenAI writes them. Bodies are those of its chat dialect; in a stream some nest the error and some write it
 * flat, so an event of ours says it in both places.
 */
final class Faults {
    private Faults() {}

    /** The body. */
    static byte[] body(ErrorFacts error, @Nullable String callId) {
        return ChatErrors.body(error, callId);
    }

    /** What a provider's body says, whatever it is. */
    static ErrorFacts read(int status, Bytes body) {
        return ChatErrors.read(status, body);
    }

    /** The event: {@code error} nested as the specification has it, and flat as the older SDKs read it. */
    static byte[] event(ErrorFacts error, @Nullable String callId, long sequence) {
        Node body = Node.of(Bytes.of(body(error, callId)));
        Node nested = body.at("error");
        JsonWriter json = new JsonWriter().beginObject().name("type").string("error");
        json.name("sequence_number").number(sequence);
        json.name("code").raw(nested.at("code").raw());
        json.name("message").raw(nested.at("message").raw());
        json.name("param").raw(nested.at("param").raw());
        json.name("error").raw(nested.raw());
        if (body.has("sluice")) {
            json.name("sluice").raw(body.at("sluice").raw());
        }
        return ("event: error\ndata: " + json.endObject() + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What an {@code error} event says, nested or flat. */
    static ErrorFacts event(Bytes data) {
        Node event = Node.of(data);
        Node nested = event.at("error");
        if (!nested.is(Kind.NULL)) {
            return reported(nested);
        }
        JsonWriter flat = new JsonWriter().beginObject();
        for (String name : new String[] {"code", "message", "param"}) {
            flat.name(name).raw(event.at(name).raw());
        }
        return reported(Node.of(Bytes.of(flat.endObject().toBytes())));
    }

    /** What the {@code error} of a response says; a response may fail without saying why. */
    static ErrorFacts reported(Node error) {
        ErrorFacts facts = ErrorReader.value(new JsonReader(Bytes.of(error.raw()), 0), 0);
        return facts != null
                ? facts
                : ErrorFacts.of(502, "server_error", "The provider reports that the response failed, and not why");
    }
}
