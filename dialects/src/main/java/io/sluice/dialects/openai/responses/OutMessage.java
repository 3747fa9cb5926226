package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;

/** A message of an answer, part by part. */
final class OutMessage implements OutItem {
    private static final String CONTENT_INDEX = "content_index";

    private final Wire wire;
    private final Losses losses;
    private final Logprobs logprobs;
    private final String id;
    private final int index;
    private final Notes notes;
    private final List<String> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<String> annotations = new ArrayList<>();
    private final List<String> probabilities = new ArrayList<>();
    private Notes partNotes = Notes.NONE;
    private int covered;
    private boolean refusal;
    private boolean open;

    OutMessage(Wire wire, Losses losses, Logprobs logprobs, String id, int index, Notes notes) {
        this.wire = wire;
        this.losses = losses;
        this.logprobs = logprobs;
        this.id = id;
        this.index = index;
        this.notes = notes;
        JsonWriter json =
                wire.event("response.output_item.added").name("output_index").number(index);
        wire.send(json.name("item").raw(item(Outcome.IN_PROGRESS)));
    }

    /** The next part begins. */
    void part(boolean refused, Notes noted) {
        refusal = refused;
        partNotes = noted;
        text.setLength(0);
        annotations.clear();
        probabilities.clear();
        covered = 0;
        open = true;
        wire.send(event("response.content_part.added").name("part").raw(part()));
    }

    @Override
    public void more(String more) {
        text.append(more);
        JsonWriter json = event(refusal ? "response.refusal.delta" : "response.output_text.delta")
                .name("delta")
                .string(more);
        if (!refusal) {
            Logprobs.list(json.name("logprobs"), probable(logprobs.upTo(text.length(), covered)));
        }
        wire.send(json);
    }

    private List<String> probable(List<String> entries) {
        covered += Logprobs.characters(entries);
        probabilities.addAll(entries);
        return entries;
    }

    @Override
    public void seal(Seal seal) {
        losses.add("output[" + index + "].seal", Spelling.DIALECT + " has no seals on texts");
    }

    @Override
    public void cite(Citation citation) {
        if (!Sources.expressible(citation)) {
            losses.add("output[" + index + "].annotations", Sources.NO_ADDRESS);
            return;
        }
        JsonWriter annotation = new JsonWriter();
        Sources.write(annotation, citation, text.length());
        JsonWriter json = event("response.output_text.annotation.added");
        json.name("annotation_index").number(annotations.size());
        annotations.add(annotation.toString());
        wire.send(json.name("annotation").raw(annotation.toString()));
    }

    @Override
    public void blockOver() {
        if (!open) {
            return;
        }
        open = false;
        probable(logprobs.rest(text.length(), covered));
        JsonWriter json = event(refusal ? "response.refusal.done" : "response.output_text.done");
        json.name(refusal ? "refusal" : "text").string(text.toString());
        if (!refusal) {
            Logprobs.list(json.name("logprobs"), probabilities);
        }
        wire.send(json);
        String part = part();
        parts.add(part);
        wire.send(eventOf("response.content_part.done", parts.size() - 1)
                .name("part")
                .raw(part));
    }

    @Override
    public String close(String status) {
        blockOver();
        String item = item(status);
        JsonWriter json =
                wire.event("response.output_item.done").name("output_index").number(index);
        wire.send(json.name("item").raw(item));
        return item;
    }

    private JsonWriter event(String name) {
        return eventOf(name, parts.size());
    }

    private JsonWriter eventOf(String name, int part) {
        return wire.event(name, id, index, CONTENT_INDEX, part);
    }

    private String part() {
        JsonWriter json = new JsonWriter().beginObject().name("type");
        if (refusal) {
            return json.string("refusal")
                    .name("refusal")
                    .string(text.toString())
                    .endObject()
                    .toString();
        }
        json.string("output_text").name("text").string(text.toString());
        Logprobs.list(json.name("annotations"), annotations);
        Logprobs.list(json.name("logprobs"), probabilities);
        Spelling.ofPart(json, partNotes);
        return json.endObject().toString();
    }

    private String item(String status) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .name("type")
                .string("message")
                .name("id")
                .string(id);
        json.name("status").string(status).name("role").string("assistant");
        Spelling.ofMessage(json, notes);
        json.name("content").beginArray();
        parts.forEach(part -> json.raw(Bytes.of(part)));
        return json.endArray().endObject().toString();
    }
}
