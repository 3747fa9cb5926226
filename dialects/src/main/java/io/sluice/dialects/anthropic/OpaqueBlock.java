package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A block only this dialect understands while it streams: a server tool's use, a compaction. */
final class OpaqueBlock {
    private final String type;
    private final Map<String, String> members = new LinkedHashMap<>();
    private final StringBuilder input = new StringBuilder();
    private final StringBuilder content = new StringBuilder();

    /** The block as it begins: the reader's next value. */
    OpaqueBlock(String type, JsonReader json) {
        this.type = type;
        if (json.enter(Kind.OBJECT)) {
            while (json.more()) {
                members.put(json.name(), json.raw());
            }
        }
    }

    String type() {
        return type;
    }

    void more(Fields delta) {
        switch (delta.text("type")) {
            case "input_json_delta" -> input.append(delta.text("partial_json"));
            case "compaction_delta" -> content.append(delta.text("content"));
            default -> {}
        }
    }

    /** The block as it would stand in a whole answer. */
    String json() {
        if (isJson(input.toString())) {
            members.put("input", input.toString());
        }
        if (!content.isEmpty()) {
            members.put("content", new JsonWriter().string(content.toString()).toString());
        }
        JsonWriter json = new JsonWriter().beginObject();
        members.forEach((name, value) -> json.name(name).raw(value));
        return json.endObject().toString();
    }

    /** Whether that text is one JSON value; an input cut off is none. */
    static boolean isJson(String text) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(Bytes.of(text));
        return scanner.end() == null;
    }
}
