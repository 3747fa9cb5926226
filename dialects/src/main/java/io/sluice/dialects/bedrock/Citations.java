package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Citation;

/** Citations, which name a place in a document of the request, or on the web. */
final class Citations {
    private Citations() {}

    static Citation read(Bytes json) {
        Members citation = Members.of(json);
        StringBuilder quoted = new StringBuilder();
        for (Bytes piece : Values.elements(citation.take("sourceContent"))) {
            quoted.append(Members.of(piece).text("text"));
        }
        Members location = Members.of(citation.take("location"));
        String url = Members.of(location.take("web")).text("url");
        return new Citation(
                url, citation.text("title"), quoted.toString(), null, null, BedrockConverse.ID, Values.raw(json));
    }

    /** The citation, as Bedrock wrote it or in its words. */
    static String write(Citation citation) {
        if (citation.dialect().equals(BedrockConverse.ID)) {
            return citation.json();
        }
        JsonWriter json = new JsonWriter().beginObject();
        if (!citation.title().isEmpty()) {
            json.name("title").string(citation.title());
        }
        if (!citation.quoted().isEmpty()) {
            json.name("sourceContent").beginArray();
            json.beginObject()
                    .name("text")
                    .string(citation.quoted())
                    .endObject()
                    .endArray();
        }
        if (!citation.url().isEmpty()) {
            json.name("location").beginObject().name("web").beginObject();
            json.name("url").string(citation.url()).endObject().endObject();
        }
        return json.endObject().toString();
    }
}
