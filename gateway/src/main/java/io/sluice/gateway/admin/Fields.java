package io.sluice.gateway.admin;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Kind;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.config.Spelling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object of a request. Each is asked for by name and kind; one of another kind is refused, and so
 * is, by {@link #done}, what nobody asked for. A member that is {@code null} is not there.
 */
public final class Fields {
    private final Map<String, JsonReader> members = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();

    private Fields() {}

    /** Without members. */
    static Fields none() {
        return new Fields();
    }

    /** Those of a document; throws {@link Refused} where that is no JSON object. */
    public static Fields of(Bytes document) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, Set.of(), Set.of());
        JsonFault fault = scanner.feed(document);
        fault = fault == null ? scanner.end() : fault;
        if (fault != null) {
            throw new Refused(Failure.of(
                    400,
                    "malformed_json",
                    "The request body is not JSON that can be read: " + fault.message() + " (at byte " + fault.offset()
                            + ")"));
        }
        Fields fields = new Fields();
        JsonReader reader = new JsonReader(document, 0);
        if (!reader.enter(Kind.OBJECT)) {
            throw new Refused(
                    Failure.of(400, "malformed_json", "The request body is no JSON object: it begins with no {"));
        }
        fields.take(reader);
        return fields;
    }

    private void take(JsonReader reader) {
        while (reader.more()) {
            String name = reader.name();
            if (reader.peek() != Kind.NULL && members.put(name, reader.copy()) != null) {
                throw Refused.wrong(name, "\"" + name + "\" stands twice in the request body");
            }
            reader.skip();
        }
    }

    /** A text; null where it is not there. */
    public @Nullable String text(String name) {
        JsonReader value = value(name, Kind.STRING, "a text");
        return value == null ? null : value.string();
    }

    /** A text that must be there. */
    public String neededText(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw Refused.wrong(name, "\"" + name + "\" is missing: give a text");
        }
        return text;
    }

    /** A text, or a number as it was written; null where it is not there. */
    public @Nullable String textOrNumber(String name) {
        JsonReader value = members.get(name);
        if (value == null || value.peek() != Kind.NUMBER) {
            return text(name);
        }
        asked.add(name);
        return value.copy().raw();
    }

    /** A whole number within bounds; null where it is not there. */
    public @Nullable Long number(String name, long least, long most) {
        JsonReader value = value(name, Kind.NUMBER, "a whole number");
        if (value == null) {
            return null;
        }
        String text = value.raw();
        if (!text.matches("-?\\d{1,18}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw Refused.wrong(
                    name, "\"" + name + "\" is " + text + "; give a whole number from " + least + " to " + most);
        }
        return Long.valueOf(text);
    }

    /** Yes or no; no where it is not there. */
    public boolean flag(String name) {
        asked.add(name);
        JsonReader value = members.get(name);
        if (value == null) {
            return false;
        }
        return switch (value.peek()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw Refused.wrong(name, "\"" + name + "\" is neither true nor false");
        };
    }

    /** An object's JSON text as sent; null where it is not there. */
    public @Nullable String object(String name) {
        JsonReader value = value(name, Kind.OBJECT, "an object");
        return value == null ? null : value.raw();
    }

    /** An object of texts, in their order; empty where it is not there. */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonReader value = value(name, Kind.OBJECT, "an object of texts");
        if (value != null && value.enter(Kind.OBJECT)) {
            while (value.more()) {
                String key = value.name();
                if (value.peek() != Kind.STRING) {
                    throw Refused.wrong(name + "." + key, "\"" + name + "." + key + "\" is no text");
                }
                texts.put(key, value.string());
            }
        }
        return texts;
    }

    /** Refuses what was never asked for: a misspelt member must not pass for one that is not there. */
    public void done() {
        for (String name : members.keySet()) {
            if (!asked.contains(name)) {
                throw Refused.wrong(
                        name, "\"" + name + "\" is no member of this request; " + Spelling.hint(name, asked));
            }
        }
    }

    private @Nullable JsonReader value(String name, Kind kind, String wanted) {
        asked.add(name);
        JsonReader value = members.get(name);
        if (value != null && value.peek() != kind) {
            throw Refused.wrong(
                    name, "\"" + name + "\" is no " + wanted.substring(wanted.indexOf(' ') + 1) + "; give " + wanted);
        }
        return value == null ? null : value.copy();
    }
}
