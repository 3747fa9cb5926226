package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.util.List;
import java.util.Map;

/**
 * A tool's answer as the object Gemini wants, and back: {@code output} and {@code error} hold what is no object itself,
 * as Google documents it; several texts are a list there.
 *
 * @param texts of the answer
 * @param failed whether they tell of a failure
 */
record ToolAnswers(List<String> texts, boolean failed) {
    private static final String OUTPUT = "output";
    private static final String ERROR = "error";

    static ToolAnswers read(Value response) {
        if (!response.is(Kind.OBJECT)) {
            return new ToolAnswers(List.of(response.raw()), false);
        }
        Map<String, Value> members = response.ownFields().left();
        if (members.isEmpty()) {
            return new ToolAnswers(List.of(), false);
        }
        for (String word : List.of(OUTPUT, ERROR)) {
            Value only = members.size() == 1 ? members.get(word) : null;
            if (only != null && isWrapping(only, word)) {
                List<String> texts = only.is(Kind.STRING)
                        ? List.of(only.text())
                        : only.elements().stream().map(Value::text).toList();
                return new ToolAnswers(texts, word.equals(ERROR));
            }
        }
        return new ToolAnswers(List.of(response.raw()), false);
    }

    private static boolean isWrapping(Value value, String word) {
        if (!value.is(Kind.ARRAY)) {
            return value.is(Kind.STRING);
        }
        List<Value> elements = value.elements();
        return elements.isEmpty()
                ? word.equals(ERROR)
                : elements.size() > 1 && elements.stream().allMatch(element -> element.is(Kind.STRING));
    }

    /** The object. */
    String json() {
        if (texts.isEmpty() && !failed) {
            return "{}";
        }
        if (texts.size() == 1 && !failed && standsAlone(texts.getFirst())) {
            return texts.getFirst().strip();
        }
        JsonWriter json = new JsonWriter().beginObject().name(failed ? ERROR : OUTPUT);
        if (texts.size() == 1) {
            json.string(texts.getFirst());
        } else {
            json.beginArray();
            texts.forEach(json::string);
            json.endArray();
        }
        return json.endObject().toString();
    }

    /** Whether a text is an object that reads back as itself. */
    private static boolean standsAlone(String text) {
        if (!Json.isObject(text)) {
            return false;
        }
        return read(Value.of(text)).equals(new ToolAnswers(List.of(text.strip()), false));
    }
}
