package io.sluice.gateway.app;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The one form of everything on the control socket: a JSON array of strings on a line. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonLine() {}

    /** The line for these words, without its line end. */
    static String of(List<String> words) {
        var line = new StringWriter();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartArray();
            words.forEach(json::writeString);
            json.writeEndArray();
        }
        return line.toString();
    }

    /** The words of a line; anything but an array of strings throws {@link IllegalArgumentException}. */
    static List<String> words(String line) {
        var words = new ArrayList<String>();
        try (var json = JSON.createParser(ObjectReadContext.empty(), line)) {
            expect(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json.currentToken() == JsonToken.VALUE_STRING);
                words.add(json.getString());
            }
            expect(json.nextToken() == null);
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("not a JSON array of strings", malformed);
        }
        return words;
    }

    private static void expect(boolean what) {
        if (!what) {
            throw new IllegalArgumentException("not a JSON array of strings");
        }
    }
}
