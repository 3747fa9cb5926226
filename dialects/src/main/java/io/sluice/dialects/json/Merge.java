package io.sluice.dialects.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts members into an object of a document, object into object; all other bytes stay as they are.
 *
 * <p>Names are the same whether they are written {@code like_this} or {@code likeThis}: Google takes both. Documents have
 * passed the scanner before they come here; one that is no object stays as it is.
 */
public final class Merge {
    private final Bytes document;
    private final boolean over;
    private final List<Edit> edits = new ArrayList<>();

    private Merge(Bytes document, boolean over) {
        this.document = document;
        this.over = over;
    }

    /** The document with the members it does not have; those that are null there are not there. */
    public static byte[] absent(Bytes document, Map<String, String> members) {
        return new Merge(document, false).with(members);
    }

    /** The document with these members, whatever it had under their names. */
    public static byte[] over(Bytes document, Map<String, String> members) {
        return new Merge(document, true).with(members);
    }

    /** The members of an object that is a whole document, names decoded, values as written; none of anything else. */
    public static Map<String, String> members(Bytes document) {
        Map<String, String> members = new LinkedHashMap<>();
        JsonReader reader = new JsonReader(document, 0);
        if (reader.enter(Kind.OBJECT)) {
            while (reader.more()) {
                members.put(reader.name(), reader.raw());
            }
        }
        return members;
    }

    private byte[] with(Map<String, String> members) {
        into(0, members);
        return Splice.of(document.length(), edits).applyTo(document);
    }

    /** Where a member's value stands. */
    private record Span(Kind kind, int start, int end) {}

    private void into(int from, Map<String, String> members) {
        JsonReader reader = new JsonReader(document, from);
        if (reader.peek() != Kind.OBJECT) {
            return;
        }
        int open = reader.position() + 1;
        Map<String, List<Span>> there = there(reader);
        StringBuilder more = new StringBuilder();
        members.forEach((name, json) -> {
            List<Span> spans = there.get(folded(name));
            if (spans != null) {
                spans.forEach(span -> meet(span, json));
            } else {
                more.append(more.isEmpty() ? "" : ",")
                        .append(new JsonWriter().string(name))
                        .append(':')
                        .append(json);
            }
        });
        if (!more.isEmpty()) {
            edits.add(Edit.of(
                    open,
                    open,
                    there.isEmpty() ? more.toString() : more.append(',').toString()));
        }
    }

    private void meet(Span span, String json) {
        Bytes value = Bytes.of(json);
        if (span.kind == Kind.OBJECT && new JsonReader(value, 0).peek() == Kind.OBJECT) {
            into(span.start, members(value));
        } else if (over || span.kind == Kind.NULL) {
            edits.add(Edit.of(span.start, span.end, json));
        }
    }

    private static Map<String, List<Span>> there(JsonReader reader) {
        Map<String, List<Span>> there = new LinkedHashMap<>();
        reader.enter(Kind.OBJECT);
        while (reader.more()) {
            String name = reader.name();
            Kind kind = reader.peek();
            int start = reader.position();
            reader.skip();
            there.computeIfAbsent(folded(name), _ -> new ArrayList<>()).add(new Span(kind, start, reader.offset()));
        }
        return there;
    }

    private static String folded(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
