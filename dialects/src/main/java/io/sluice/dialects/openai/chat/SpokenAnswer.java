package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that is sound: {@code audio} of a message, whole or in deltas. */
final class SpokenAnswer {
    private final StringBuilder data = new StringBuilder();
    private final StringBuilder transcript = new StringBuilder();
    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Takes the next piece of it, which the reader stands before. */
    void take(JsonReader json) {
        ObjectView audio = ObjectView.of(json);
        data.append(audio.text("data"));
        transcript.append(audio.text("transcript"));
        fields.putAll(audio.rest());
    }

    /** All of it; null where nothing came, as hosts write empty objects too. */
    @Nullable
    Block block() {
        if (data.isEmpty() && transcript.isEmpty()) {
            return null;
        }
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("transcript", new JsonWriter().string(transcript.toString()).toString());
        Notes notes = Notes.of(Extras.of(ChatRequestReader.ID, all));
        Block.Source source = new Block.Source.Inline(data.toString());
        return new Block.Media(Block.Media.Sort.AUDIO, "", source, "", notes);
    }

    /** The id under which the provider keeps that sound; empty where it does not. */
    static String id(Block.Media media) {
        String id = media.notes().extras().field(ChatRequestReader.ID, "id");
        JsonReader json = new JsonReader(Bytes.of(id == null ? "null" : id), 0);
        return json.peek() == Kind.STRING ? json.string() : "";
    }

    /** Writes sound as the value of {@code audio}. */
    static void write(JsonWriter json, Block.Media media) {
        String base64 = media.source() instanceof Block.Source.Inline(String inline) ? inline : "";
        json.beginObject();
        Extras extras = media.notes().extras();
        boolean own = extras.dialect().equals(ChatRequestReader.ID);
        if (own) {
            extras.fields().forEach((name, value) -> json.name(name).raw(value));
        }
        // The official types have all four.
        for (String must : List.of("id", "expires_at", "transcript")) {
            if (!own || !extras.fields().containsKey(must)) {
                json.name(must).raw(must.equals("expires_at") ? "0" : "\"\"");
            }
        }
        json.name("data").string(base64).endObject();
    }
}
