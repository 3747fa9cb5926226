package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Seal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reasoning item of an answer: its text as a summary, or as content where the provider had it there. */
final class OutThought implements OutItem {
    private final Wire wire;
    private final Losses losses;
    private final String id;
    private final int index;
    private final boolean content;
    private final Map<String, String> rest;
    private final StringBuilder text = new StringBuilder();
    private boolean begun;
    private boolean over;
    private @Nullable Seal seal;

    OutThought(Wire wire, Losses losses, String id, int index, boolean content, Map<String, String> rest) {
        this.wire = wire;
        this.losses = losses;
        this.id = id;
        this.index = index;
        this.content = content;
        this.rest = rest;
        JsonWriter json =
                wire.event("response.output_item.added").name("output_index").number(index);
        wire.send(json.name("item").raw(item(false)));
    }

    @Override
    public void more(String more) {
        if (!begun) {
            begun = true;
            wire.send(event(content ? "response.content_part.added" : "response.reasoning_summary_part.added")
                    .name("part")
                    .raw(part("")));
        }
        text.append(more);
        wire.send(event(word() + ".delta").name("delta").string(more));
    }

    @Override
    public void seal(Seal proof) {
        seal = proof;
    }

    @Override
    public void cite(Citation citation) {
        losses.add("output[" + index + "].annotations", Spelling.DIALECT + " has sources only in the model's texts");
    }

    @Override
    public void blockOver() {
        if (begun && !over) {
            over = true;
            String all = text.toString();
            wire.send(event(word() + ".done").name("text").string(all));
            wire.send(event(content ? "response.content_part.done" : "response.reasoning_summary_part.done")
                    .name("part")
                    .raw(part(all)));
        }
    }

    @Override
    public String close(String status) {
        blockOver();
        String item = item(true);
        JsonWriter json =
                wire.event("response.output_item.done").name("output_index").number(index);
        wire.send(json.name("item").raw(item));
        return item;
    }

    private String word() {
        return content ? "response.reasoning_text" : "response.reasoning_summary_text";
    }

    private JsonWriter event(String name) {
        return wire.event(name, id, index, content ? "content_index" : "summary_index", 0);
    }

    private String part(String said) {
        String type = content ? "reasoning_text" : "summary_text";
        return new JsonWriter()
                .beginObject()
                .name("type")
                .string(type)
                .name("text")
                .string(said)
                .endObject()
                .toString();
    }

    private String item(boolean whole) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .name("type")
                .string("reasoning")
                .name("id")
                .string(id);
        list(json.name("summary"), whole && !content && begun);
        if (content) {
            list(json.name("content"), whole && begun);
        }
        if (whole && seal != null) {
            json.name("encrypted_content").string(seal.carriedIn(Seal.OPENAI));
        }
        if (whole) {
            rest.forEach((name, value) -> json.name(name).raw(value));
        }
        return json.endObject().toString();
    }

    private void list(JsonWriter json, boolean filled) {
        json.beginArray();
        if (filled) {
            json.raw(part(text.toString()));
        }
        json.endArray();
    }
}
