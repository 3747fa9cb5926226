package io.sluice.dialects.gemini;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import java.util.ArrayList;
import java.util.List;

/** A value of a JSON document that was checked, looked at one level at a time; it knows where it stands there. */
final class Value {
    private final Bytes json;
    private final int start;
    private final int end;

    Value(Bytes json, int start, int end) {
        this.json = json;
        this.start = start;
        this.end = end;
    }

    /** The document itself. */
    static Value of(Bytes json) {
        return next(new JsonReader(json, 0), json);
    }

    /** The value of a JSON text. */
    static Value of(String json) {
        return of(Bytes.of(json));
    }

    /** The value a reader of {@code json} stands before; it is passed over. */
    static Value next(JsonReader reader, Bytes json) {
        int start = Math.min(reader.position(), json.length());
        reader.skip();
        return new Value(json, start, Math.clamp(reader.offset(), start, json.length()));
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    Kind kind() {
        return reader().peek();
    }

    boolean is(Kind kind) {
        return kind() == kind;
    }

    /** Its text as written. */
    String raw() {
        return json.utf8(start, end);
    }

    /** What it says if it is a string, else nothing. */
    String text() {
        return reader().stringOrEmpty();
    }

    /** Its elements if it is an array, else none. */
    List<Value> elements() {
        List<Value> elements = new ArrayList<>();
        JsonReader reader = reader();
        if (reader.enter(Kind.ARRAY)) {
            while (reader.more()) {
                elements.add(next(reader, json));
            }
        }
        return elements;
    }

    /** Its members if it is an object, else none; names in either spelling, nulls left out, as protobuf reads JSON. */
    Fields fields() {
        return new Fields(this, true);
    }

    /** Its members with their names as written, nulls among them: of what is a caller's own. */
    Fields ownFields() {
        return new Fields(this, false);
    }

    JsonReader reader() {
        return new JsonReader(json.slice(0, end), start);
    }

    Bytes document() {
        return json;
    }

    /** What it is, for people. */
    String seen() {
        return switch (kind()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> raw().substring(0, Math.min(40, end - start));
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
        };
    }
}
