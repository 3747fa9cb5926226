package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Citation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer's sources are told: {@code groundingMetadata} (what searches found, and which words rest on it) and
 * {@code citationMetadata} (what was recited). Places count bytes of the text.
 */
final class Grounding {
    static final String GROUNDING = "groundingMetadata";
    static final String CITATIONS = "citationMetadata";

    private Grounding() {}

    /** A source and the number of the part that names it. */
    record Cited(int part, Citation citation) {}

    /** The sources a candidate's fields tell; the fields stay. */
    static List<Cited> read(Fields candidate) {
        List<Cited> found = new ArrayList<>();
        Value grounding = candidate.get(GROUNDING);
        if (grounding != null) {
            supports(grounding.fields(), found);
        }
        Value recited = candidate.get(CITATIONS);
        if (recited != null) {
            Fields fields = recited.fields();
            Value list = fields.get("citationSources");
            list = list == null ? fields.get("citations") : list;
            if (list != null) {
                list.elements().forEach(source -> found.add(recitation(source)));
            }
        }
        return found;
    }

    private static void supports(Fields grounding, List<Cited> found) {
        Value chunks = grounding.get("groundingChunks");
        Value supports = grounding.get("groundingSupports");
        if (chunks == null || supports == null) {
            return;
        }
        List<Value> sources = chunks.elements();
        for (Value support : supports.elements()) {
            Fields fields = support.fields();
            Value segment = fields.get("segment");
            Value indices = fields.get("groundingChunkIndices");
            if (segment != null && indices != null) {
                for (Value index : indices.elements()) {
                    int number = Numbers.small(index);
                    if (number < sources.size()) {
                        found.add(support(segment.fields(), sources.get(number)));
                    }
                }
            }
        }
    }

    private static Cited support(Fields segment, Value chunk) {
        Fields kinds = chunk.fields();
        Value inner = kinds.left().values().stream().findFirst().orElse(chunk);
        Fields source = inner.fields();
        String quoted = source.text("text");
        String json = new JsonWriter()
                .beginObject()
                .name("chunk")
                .raw(chunk.raw())
                .endObject()
                .toString();
        Citation citation = new Citation(
                source.text("uri"),
                source.text("title"),
                quoted,
                place(segment, "startIndex"),
                place(segment, "endIndex"),
                GeminiGenerate.ID,
                json);
        return new Cited(Numbers.small(segment.get("partIndex")), citation);
    }

    private static Cited recitation(Value source) {
        Fields fields = source.fields();
        Citation citation = new Citation(
                fields.text("uri"),
                fields.text("title"),
                "",
                place(fields, "startIndex"),
                place(fields, "endIndex"),
                GeminiGenerate.ID,
                source.raw());
        return new Cited(0, citation);
    }

    /** A place that is not given is the beginning, as protobuf leaves zeros out. */
    private static Integer place(Fields fields, String name) {
        return Numbers.small(fields.get(name));
    }

    /** What another dialect's citations are as grounding; null where there are none. */
    static @Nullable String write(List<Placing> placings) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        JsonWriter supports = new JsonWriter().beginArray();
        for (Placing placing : placings) {
            Citation citation = placing.citation();
            Integer number = numbers.computeIfAbsent(chunk(citation), key -> numbers.size());
            supports.beginObject().name("segment").beginObject();
            segment(supports, placing);
            supports.endObject().name("groundingChunkIndices").beginArray();
            supports.number(number).endArray().endObject();
        }
        if (numbers.isEmpty()) {
            return null;
        }
        JsonWriter json = new JsonWriter().beginObject().name("groundingChunks").beginArray();
        numbers.keySet().forEach(json::raw);
        json.endArray().name("groundingSupports").raw(supports.endArray().toString());
        return json.endObject().toString();
    }

    /** A citation, the text it is in, and the number of that text's part. */
    record Placing(Citation citation, String text, int part) {}

    private static String chunk(Citation citation) {
        boolean web = !citation.url().isEmpty();
        JsonWriter json = new JsonWriter()
                .beginObject()
                .name(web ? "web" : "retrievedContext")
                .beginObject();
        if (web) {
            json.name("uri").string(citation.url());
        } else if (!citation.quoted().isEmpty()) {
            json.name("text").string(citation.quoted());
        }
        if (!citation.title().isEmpty()) {
            json.name("title").string(citation.title());
        }
        return json.endObject().endObject().toString();
    }

    private static void segment(JsonWriter json, Placing placing) {
        String text = placing.text();
        Integer from = placing.citation().start();
        Integer to = placing.citation().end();
        int start = from == null ? 0 : Math.clamp(from, 0, text.length());
        int end = to == null ? text.length() : Math.clamp(to, start, text.length());
        if (placing.part() > 0) {
            json.name("partIndex").number(placing.part());
        }
        json.name("startIndex").number(bytes(text.substring(0, start)));
        json.name("endIndex").number(bytes(text.substring(0, end)));
        json.name("text").string(text.substring(start, end));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
