package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Citation;
import org.jspecify.annotations.Nullable;

/** Annotations of a text: URLs, files, files of a container. */
final class Sources {
    static final String NO_ADDRESS = "openai-responses cites addresses only";
    private static final int MOST_DIGITS = 9;

    private Sources() {}

    static Citation read(Node annotation) {
        String title = annotation.text("title");
        return new Citation(
                annotation.text("url"),
                title.isEmpty() ? annotation.text("filename") : title,
                "",
                place(annotation.at("start_index")),
                place(annotation.at("end_index")),
                Spelling.DIALECT,
                annotation.raw());
    }

    private static @Nullable Integer place(Node node) {
        long value = node.is(Kind.NUMBER) ? Digits.whole(node.raw(), MOST_DIGITS) : -1;
        return value < 0 ? null : (int) value;
    }

    /** Whether it can be written here: it is this dialect's own, or has an address. */
    static boolean expressible(Citation citation) {
        return citation.dialect().equals(Spelling.DIALECT) || !citation.url().isEmpty();
    }

    /** One annotation of a text that long; a source that cites no place of it cites all of it. */
    static void write(JsonWriter json, Citation citation, int length) {
        if (citation.dialect().equals(Spelling.DIALECT)) {
            json.raw(citation.json());
            return;
        }
        json.beginObject().name("type").string("url_citation").name("url").string(citation.url());
        json.name("title").string(citation.title());
        json.name("start_index").number(citation.start() == null ? 0 : citation.start());
        json.name("end_index").number(citation.end() == null ? length : citation.end());
        json.endObject();
    }
}
