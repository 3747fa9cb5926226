package io.sluice.gateway.app;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The one form of everything on the control socket: a JSON array of strings on a line, written the one way we write it. */
final class JsonLine {
    private JsonLine() {}

    /** The line for these words, without its line end. */
    static String of(List<String> words) {
        var json = new JsonWriter().beginArray();
        words.forEach(json::string);
        return json.endArray().toString();
    }

    /** The words of a line; anything but an array of strings throws {@link IllegalArgumentException}. */
    static List<String> words(String line) {
        var words = new ArrayList<String>();
        try {
            var json = new JsonReader(Bytes.of(line.getBytes(StandardCharsets.UTF_8)), 0);
            if (json.enter(Kind.ARRAY)) {
                while (json.more()) {
                    words.add(json.string());
                }
            }
        } catch (IndexOutOfBoundsException _) {
            // told below: the reader believes what it reads, so the writer is asked whether it would have said so
        }
        if (!of(words).equals(line)) {
            throw new IllegalArgumentException("not a JSON array of strings");
        }
        return words;
    }
}
