package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Citation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Citations, ours and theirs. The offsets Anthropic gives are places in the cited document, so none is taken over. */
final class Citations {
    private Citations() {}

    static Citation read(JsonReader json) {
        String written = json.copy().raw();
        Fields fields = Fields.of(json);
        String url = fields.text("url");
        String title = fields.text("title");
        return new Citation(
                url.isEmpty() ? fields.text("source") : url,
                title.isEmpty() ? fields.text("document_title") : title,
                fields.text("cited_text"),
                null,
                null,
                AnthropicMessages.ID,
                written);
    }

    /** Those of a list; none where the reader is null or stands before anything else. */
    static List<Citation> list(@Nullable JsonReader json) {
        List<Citation> citations = new ArrayList<>();
        if (json != null && json.enter(Kind.ARRAY)) {
            while (json.more()) {
                citations.add(read(json));
            }
        }
        return citations;
    }

    /** The citation as a JSON object; null where this dialect cannot say it. */
    static @Nullable String written(Citation citation) {
        if (citation.dialect().equals(AnthropicMessages.ID)) {
            return citation.json();
        }
        if (citation.url().isEmpty()) {
            return null;
        }
        JsonWriter json = new JsonWriter().beginObject().name("type").string("web_search_result_location");
        json.name("url").string(citation.url());
        json.name("title").string(citation.title());
        json.name("cited_text").string(citation.quoted());
        return json.name("encrypted_index").string("").endObject().toString();
    }
}
