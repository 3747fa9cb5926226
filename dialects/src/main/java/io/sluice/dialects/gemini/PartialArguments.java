package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a call's arguments together from {@code partialArgs}: each names a place ({@code $.a.b[0]}) and a value there, a
 * string perhaps only the next piece of it.
 */
final class PartialArguments {
    /** Deeper than any call's arguments; what goes deeper is not taken. */
    private static final int DEEPEST = 64;

    private final Map<Object, Object> root = new LinkedHashMap<>();

    /** A scalar as JSON text, or a string still growing. */
    private record Scalar(String json) {}

    void add(Value partialArgs) {
        for (Value element : partialArgs.elements()) {
            Fields piece = element.fields();
            List<Object> path = path(piece.text("jsonPath"));
            Value text = piece.get("stringValue");
            Value scalar = scalar(piece);
            if (!path.isEmpty() && text != null) {
                put(path, text.text());
            } else if (!path.isEmpty() && scalar != null) {
                put(path, new Scalar(scalar.raw()));
            }
        }
    }

    private static @Nullable Value scalar(Fields piece) {
        Value number = piece.get("numberValue");
        Value truth = piece.get("boolValue");
        if (number != null || truth != null) {
            return number != null ? number : truth;
        }
        // A null value is written as null, which reads as no field at all.
        return piece.has("willContinue") ? null : Value.of("null");
    }

    @SuppressWarnings("unchecked")
    private void put(List<Object> path, Object value) {
        Map<Object, Object> at = root;
        for (Object step : path.subList(0, path.size() - 1)) {
            Object inner = at.get(step);
            if (!(inner instanceof Map<?, ?>)) {
                inner = new LinkedHashMap<Object, Object>();
                at.put(step, inner);
            }
            at = (Map<Object, Object>) inner;
        }
        Object last = path.getLast();
        boolean goesOn = at.get(last) instanceof String && value instanceof String;
        at.put(last, goesOn ? String.valueOf(at.get(last)) + value : value);
    }

    /** The steps of a path: names, and numbers of elements. */
    private static List<Object> path(String written) {
        List<Object> steps = new ArrayList<>();
        int i = written.startsWith("$") ? 1 : 0;
        while (i < written.length() && steps.size() < DEEPEST) {
            char c = written.charAt(i);
            if (c == '[') {
                int close = written.indexOf(']', i);
                close = close < 0 ? written.length() : close;
                steps.add(step(written.substring(i + 1, close)));
                i = close + 1;
            } else {
                int start = c == '.' ? i + 1 : i;
                int end = start;
                while (end < written.length() && written.charAt(end) != '.' && written.charAt(end) != '[') {
                    end++;
                }
                steps.add(written.substring(start, end));
                i = Math.max(end, i + 1);
            }
        }
        return steps.size() < DEEPEST ? steps : List.of();
    }

    private static Object step(String inBrackets) {
        String inner = inBrackets.strip();
        if (inner.length() >= 2 && (inner.charAt(0) == '\'' || inner.charAt(0) == '"')) {
            return inner.substring(1, inner.length() - 1);
        }
        Value number = Value.of(inner.isEmpty() ? "0" : inner);
        return number.is(Kind.NUMBER) ? (Object) Numbers.small(number) : inner;
    }

    /** The arguments so far. */
    String json() {
        JsonWriter json = new JsonWriter();
        write(json, root);
        return json.toString();
    }

    private static void write(JsonWriter json, Object value) {
        if (value instanceof Map<?, ?> map) {
            boolean list = !map.isEmpty() && map.keySet().stream().allMatch(Integer.class::isInstance);
            if (list) {
                json.beginArray();
                map.values().forEach(element -> write(json, element));
                json.endArray();
            } else {
                json.beginObject();
                map.forEach((name, member) -> write(json.name(String.valueOf(name)), member));
                json.endObject();
            }
        } else if (value instanceof Scalar(String written)) {
            json.raw(written);
        } else {
            json.string(String.valueOf(value));
        }
    }
}
