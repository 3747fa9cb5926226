package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import java.util.Map;

/** Parts as JSON text. */
final class PartText {
    private PartText() {}

    /** A text, or a thought. */
    static String text(String text, boolean thought, String signature, Map<String, String> rest) {
        JsonWriter json = new JsonWriter().beginObject().name("text").string(text);
        if (thought) {
            json.name(Part.THOUGHT).bool(true);
        }
        return ended(json, signature, rest);
    }

    /** A call; {@code arguments} is an object. */
    static String call(String id, String name, String arguments, String signature, Map<String, String> rest) {
        JsonWriter json = new JsonWriter().beginObject().name("functionCall").beginObject();
        if (!id.isEmpty()) {
            json.name("id").string(id);
        }
        json.name("name").string(name).name("args").raw(arguments);
        inner(json, "functionCall.", rest);
        json.endObject();
        return ended(json, signature, rest);
    }

    /** What a tool answered; {@code parts} are media, as JSON. */
    static String result(String id, String name, String response, Iterable<String> parts, Map<String, String> rest) {
        JsonWriter json =
                new JsonWriter().beginObject().name("functionResponse").beginObject();
        if (!id.isEmpty()) {
            json.name("id").string(id);
        }
        json.name("name").string(name).name("response").raw(response);
        if (parts.iterator().hasNext()) {
            json.name("parts").beginArray();
            parts.forEach(json::raw);
            json.endArray();
        }
        inner(json, "functionResponse.", rest);
        json.endObject();
        return ended(json, "", rest);
    }

    /** Media: {@code inlineData} with the content, or {@code fileData} with an address. */
    static String media(boolean inline, String type, String content, String signature, Map<String, String> rest) {
        String field = inline ? "inlineData" : "fileData";
        JsonWriter json = new JsonWriter().beginObject().name(field).beginObject();
        if (!type.isEmpty()) {
            json.name("mimeType").string(type);
        }
        json.name(inline ? "data" : "fileUri").string(content);
        inner(json, field + ".", rest);
        json.endObject();
        return ended(json, signature, rest);
    }

    /** The fields that stand within the object that names the part's sort. */
    private static void inner(JsonWriter json, String within, Map<String, String> rest) {
        rest.forEach((key, value) -> {
            if (key.startsWith(within)) {
                json.name(key.substring(within.length())).raw(value);
            }
        });
    }

    private static String ended(JsonWriter json, String signature, Map<String, String> rest) {
        rest.forEach((key, value) -> {
            if (key.indexOf('.') < 0) {
                json.name(key).raw(value);
            }
        });
        if (!signature.isEmpty()) {
            json.name(Part.SIGNATURE).string(signature);
        }
        return json.endObject().toString();
    }
}
