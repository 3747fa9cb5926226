package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes reasoning items, and the pictures a model made, in requests and in answers alike. */
final class Thoughts {
    private Thoughts() {}

    /**
     * A reasoning item.
     *
     * @param id of the item, empty for none
     * @param sealed its proof as it goes here; null for none
     * @param content whether the text stands in {@code content} even where the block does not say so
     */
    static void write(JsonWriter json, Block.Thinking thinking, String id, @Nullable String sealed, boolean content) {
        json.beginObject().name("type").string("reasoning");
        if (!id.isEmpty()) {
            json.name("id").string(id);
        }
        boolean inContent = content || Spelling.says(thinking.notes(), Spelling.CONTENT);
        List<String> parts = Items.parts(thinking);
        if (!thinking.notes().extras().fields().containsKey("summary")) {
            texts(json.name("summary"), inContent ? List.of() : parts, "summary_text");
        }
        if (inContent) {
            texts(json.name("content"), parts, "reasoning_text");
        }
        if (sealed != null) {
            json.name("encrypted_content").string(sealed);
        }
        Spelling.write(json, thinking.notes(), Spelling.STATUS);
        Spelling.write(json, thinking.notes().extras());
        json.endObject();
    }

    private static void texts(JsonWriter json, List<String> texts, String type) {
        json.beginArray();
        for (String text : texts) {
            json.beginObject()
                    .name("type")
                    .string(type)
                    .name("text")
                    .string(text)
                    .endObject();
        }
        json.endArray();
    }

    /** A picture, with the id its item has in an answer of ours; null takes the one it had. */
    static void picture(JsonWriter json, Block.Media media, String base64, @Nullable String id) {
        json.beginObject().name("type").string("image_generation_call");
        if (id != null) {
            json.name("id").string(id).name("status").string(Outcome.COMPLETED);
        } else {
            Spelling.write(json, media.notes(), Spelling.ID);
            Spelling.write(json, media.notes(), Spelling.STATUS);
        }
        json.name("result").string(base64);
        Spelling.write(json, media.notes().extras());
        json.endObject();
    }
}
