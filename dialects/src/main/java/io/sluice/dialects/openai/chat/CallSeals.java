package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Seal;
import org.jspecify.annotations.Nullable;

/** The proof that hangs on a tool call, in {@code extra_content}: Google's slot for its own, ours for all others. */
final class CallSeals {
    /** The field both are in. */
    static final String FIELD = "extra_content";

    private static final String OURS = "sluice";

    private CallSeals() {}

    /** The seal in the value the reader stands before; null where there is none. */
    static @Nullable Seal read(JsonReader json) {
        ObjectView content = ObjectView.of(json);
        String own = content.object(OURS).text("seal");
        if (!own.isEmpty()) {
            return Seal.read(own, OURS);
        }
        String google = content.object("google").text("thought_signature");
        return google.isEmpty() ? null : Seal.read(google, Seal.GEMINI);
    }

    /** The value of {@link #FIELD} that holds that seal. */
    static void write(JsonWriter json, Seal seal) {
        json.beginObject();
        if (seal.family().equals(Seal.GEMINI)) {
            json.name("google").beginObject().name("thought_signature").string(seal.data());
        } else {
            json.name(OURS).beginObject().name("seal").string(seal.carriedIn(OURS));
        }
        json.endObject().endObject();
    }
}
