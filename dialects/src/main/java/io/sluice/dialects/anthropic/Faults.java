package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import org.jspecify.annotations.Nullable;

/** Keeps the first thing that is wrong with a request; reading goes on with a harmless value in its place. */
final class Faults {
    private @Nullable ErrorFacts first;

    /** Notes that a field is not what it must be. */
    void wrong(String path, String wanted, String seen) {
        if (first == null) {
            String message = "'" + path + "' must be " + wanted + ", not " + seen + ".";
            first = new ErrorFacts(400, "invalid_type", message, "invalid_request_error", path);
        }
    }

    /** Notes that a field is not what it must be: what the reader stands before, or nothing. */
    void wrong(String path, String wanted, @Nullable JsonReader json) {
        wrong(path, wanted, json == null ? "missing" : seen(json.peek()));
    }

    @Nullable
    ErrorFacts first() {
        return first;
    }

    /** The text that is that member; empty, and wrong, where it is none. */
    String text(Fields fields, String name, String path) {
        JsonReader value = fields.at(name);
        if (value == null || value.peek() != Kind.STRING) {
            wrong(path + "." + name, "a text", value);
            return "";
        }
        return value.string();
    }

    private static String seen(Kind kind) {
        return switch (kind) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case TRUE -> "true";
            case FALSE -> "false";
            case NULL -> "null";
        };
    }
}
