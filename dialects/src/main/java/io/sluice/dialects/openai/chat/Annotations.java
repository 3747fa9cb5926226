package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Citation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sources a text names, as {@code annotations}. */
final class Annotations {
    private Annotations() {}

    /** All of the list the reader stands before; what names no address is kept with its JSON alone. */
    static List<Citation> list(JsonReader json) {
        List<Citation> citations = new ArrayList<>();
        if (json.enter(Kind.ARRAY)) {
            while (json.more()) {
                citations.add(one(json));
            }
        }
        return citations;
    }

    private static Citation one(JsonReader json) {
        String raw = json.copy().raw();
        ObjectView cited = ObjectView.of(json).object("url_citation");
        return new Citation(
                cited.text("url"),
                cited.text("title"),
                cited.text("content"),
                place(cited, "start_index"),
                place(cited, "end_index"),
                ChatRequestReader.ID,
                raw);
    }

    private static @Nullable Integer place(ObjectView cited, String name) {
        JsonReader value = cited.take(name, Kind.NUMBER);
        return value == null ? null : Integer.valueOf(Numbers.small(value));
    }

    /** Whether chat has a word for that source. */
    static boolean canSay(Citation citation) {
        return own(citation) || !citation.url().isEmpty();
    }

    /** Writes one; where its place in the text is not known it is {@code [from, to)}. */
    static void write(JsonWriter json, Citation citation, int from, int to) {
        if (own(citation)) {
            json.raw(citation.json());
            return;
        }
        Integer start = citation.start();
        Integer end = citation.end();
        json.beginObject()
                .name("type")
                .string("url_citation")
                .name("url_citation")
                .beginObject();
        json.name("start_index").number(start == null ? from : start);
        json.name("end_index").number(end == null ? to : end);
        json.name("url").string(citation.url()).name("title").string(citation.title());
        if (!citation.quoted().isEmpty()) {
            json.name("content").string(citation.quoted());
        }
        json.endObject().endObject();
    }

    private static boolean own(Citation citation) {
        return citation.dialect().equals(ChatRequestReader.ID);
    }
}
