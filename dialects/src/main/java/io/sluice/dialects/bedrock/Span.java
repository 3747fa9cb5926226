package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import org.jspecify.annotations.Nullable;

/** Where a value stands in a document. */
record Span(int start, int end) {
    /** The value at that path below the one at {@code from}: member names, or numbers of elements; null if missing. */
    static @Nullable Span find(Bytes json, int from, String... path) {
        JsonReader reader = new JsonReader(json, from);
        for (String step : path) {
            boolean found =
                    Character.isDigit(step.charAt(0)) ? element(reader, Integer.parseInt(step)) : member(reader, step);
            if (!found) {
                return null;
            }
        }
        int start = reader.position();
        reader.skip();
        return new Span(start, reader.offset());
    }

    private static boolean member(JsonReader reader, String name) {
        if (reader.enter(Kind.OBJECT)) {
            while (reader.more()) {
                if (reader.name().equals(name)) {
                    return true;
                }
                reader.skip();
            }
        }
        return false;
    }

    private static boolean element(JsonReader reader, int number) {
        if (reader.enter(Kind.ARRAY)) {
            for (int i = 0; reader.more(); i++) {
                if (i == number) {
                    return true;
                }
                reader.skip();
            }
        }
        return false;
    }

    /** The bytes of the value. */
    Bytes of(Bytes json) {
        return json.slice(start, end);
    }

    /** The event that was read there. */
    Placed says(Event event) {
        return new Placed(event, start, end);
    }
}
