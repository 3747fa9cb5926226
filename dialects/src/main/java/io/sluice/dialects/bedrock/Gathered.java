package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.util.ArrayList;
import java.util.List;

/** A block of a stream that is only understood whole: a tool the provider ran, its result, an image. */
final class Gathered {
    private final String sort;
    private final Bytes head;
    private final StringBuilder input = new StringBuilder();
    private final List<String> pieces = new ArrayList<>();

    /** A block that began with that; the bytes are copied. */
    Gathered(String sort, Bytes head) {
        this.sort = sort;
        this.head = Bytes.of(head.toArray());
    }

    /** More of it. */
    void add(String name, Bytes delta) {
        if (name.equals("toolUse")) {
            input.append(Members.of(delta).text("input"));
        } else if (Values.kind(delta) == Kind.ARRAY) {
            Values.elements(delta).forEach(element -> pieces.add(Values.raw(element)));
        } else {
            pieces.add(Values.raw(delta));
        }
    }

    /** The whole block, as it stands in an answer that is not streamed. */
    String json() {
        JsonWriter json = new JsonWriter().beginObject().name(sort).beginObject();
        JsonReader members = new JsonReader(head, 0);
        if (members.enter(Kind.OBJECT)) {
            while (members.more()) {
                json.name(members.name()).raw(members.raw());
            }
        }
        switch (sort) {
            case "toolUse" -> json.name("input").raw(arguments());
            case "toolResult" -> json.name("content").raw("[" + String.join(",", pieces) + "]");
            default -> beside(json);
        }
        return json.endObject().endObject().toString();
    }

    private String arguments() {
        String text = input.toString();
        return text.isEmpty() ? "{}" : Texts.isObject(text) ? text : Texts.quoted(text);
    }

    /** Members that came after the beginning (an image's source). */
    private void beside(JsonWriter json) {
        for (String piece : pieces) {
            Members.of(Bytes.of(piece))
                    .rest()
                    .forEach((name, value) -> json.name(name).raw(value));
        }
    }
}
