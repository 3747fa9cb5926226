package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one message or delta into events: what was thought first, as hosts write their fields in any order. */
final class MessageDecoder {
    private final JsonReader json;
    private final ChatDecoder.Place place;
    private final Blocks blocks;
    private final int choice;
    private final ThoughtDecoder thoughts;

    MessageDecoder(JsonReader json, ChatDecoder.Place place, int choice, boolean whole) {
        this.json = json;
        this.place = place;
        this.choice = choice;
        blocks = place.blocks();
        thoughts = new ThoughtDecoder(place, choice, whole);
    }

    /** The message the reader stands before. */
    void read() {
        thoughts.read(json.copy());
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        JsonReader calls = null;
        JsonReader annotations = null;
        while (json.more()) {
            String name = json.name();
            switch (name) {
                case "content" -> content();
                case "refusal" -> text("refusal");
                case "tool_calls" -> calls = passed();
                case "annotations" -> annotations = passed();
                case "function_call" -> legacyCall();
                case "images" -> images();
                case "audio" -> {
                    blocks.choice(choice).audio.take(json.copy());
                    json.skip();
                }
                case "extra_content" -> sealOfTheWhole();
                case "role", "reasoning_content", "reasoning", "thinking", "reasoning_details" -> json.skip();
                default -> place.note(choice, "message." + name, json.raw());
            }
        }
        cite(annotations);
        calls(calls);
        thoughts.rest();
    }

    private JsonReader passed() {
        JsonReader copy = json.copy();
        json.skip();
        return copy;
    }

    /** A text, an object that stands for its JSON, or Mistral's list of parts of text and of thinking. */
    private void content() {
        switch (json.peek()) {
            case ARRAY -> {
                json.enter(Kind.ARRAY);
                while (json.more()) {
                    part("text");
                }
            }
            case OBJECT -> {
                int start = json.position();
                said("text", json.raw(), start);
            }
            case STRING, NUMBER, TRUE, FALSE, NULL -> text("text");
        }
    }

    private void part(String sort) {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            switch (json.name()) {
                case "text" -> text(sort);
                case "thinking" -> thinkingPart();
                case "signature" -> signature();
                default -> json.skip();
            }
        }
    }

    private void thinkingPart() {
        if (json.peek() != Kind.ARRAY) {
            text("thinking");
            return;
        }
        json.enter(Kind.ARRAY);
        while (json.more()) {
            part("thinking");
        }
    }

    private void signature() {
        String signature = json.stringOrEmpty();
        if (!signature.isEmpty()) {
            thoughts.seal(Seal.read(signature, PartReader.MISTRAL));
        }
    }

    private void text(String sort) {
        int start = json.position();
        String text = json.stringOrEmpty();
        if (!text.isEmpty()) {
            said(sort, text, start);
        }
    }

    private void said(String sort, String text, int start) {
        if (sort.equals("thinking")) {
            thoughts.said(text, start, json.offset());
            return;
        }
        boolean refusal = sort.equals("refusal");
        int block = begin(sort, refusal ? new Opening.Refusal() : new Opening.Text());
        Event event = refusal ? new Event.RefusalDelta(choice, block, text) : new Event.TextDelta(choice, block, text);
        place.add(event, start, json.offset());
    }

    private int begin(String sort, Opening opening) {
        if (!blocks.choice(choice).isOpen(sort)) {
            thoughts.before();
        }
        return blocks.number(choice, sort, opening, place.events());
    }

    private void cite(@Nullable JsonReader annotations) {
        if (annotations == null || annotations.peek() != Kind.ARRAY) {
            return;
        }
        List<Citation> citations = Annotations.list(annotations);
        if (!citations.isEmpty()) {
            int block = begin("text", new Opening.Text());
            citations.forEach(citation -> place.add(new Event.CitationSeen(choice, block, citation)));
        }
    }

    private void calls(@Nullable JsonReader list) {
        if (list == null || !list.enter(Kind.ARRAY)) {
            return;
        }
        for (int position = 0; list.more(); position++) {
            new CallDecoder(place, choice, thoughts).read(ObjectView.of(list), position);
        }
    }

    private void legacyCall() {
        new CallDecoder(place, choice, thoughts).legacy(ObjectView.of(json));
    }

    private void images() {
        if (!json.enter(Kind.ARRAY)) {
            return;
        }
        while (json.more()) {
            String url = ObjectView.of(json).object("image_url").text("url");
            DataUri said = DataUri.read(url);
            thoughts.before();
            Block image = new Block.Media(Block.Media.Sort.IMAGE, said.mediaType(), said.source(), "", Notes.NONE);
            blocks.whole(choice, new Opening.Whole(image), place.events());
        }
    }

    /** Google hangs the proof on the whole message; it is told before what it proves. */
    private void sealOfTheWhole() {
        Seal seal = json.peek() == Kind.OBJECT ? CallSeals.read(json.copy()) : null;
        if (seal == null) {
            place.note(choice, "message.extra_content", json.raw());
            return;
        }
        json.skip();
        Block hidden = new Block.HiddenThinking(seal, "", Notes.NONE);
        blocks.whole(choice, new Opening.Whole(hidden), place.events());
    }
}
