package io.sluice.gateway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of the file under the eyes of a {@link Reader}: what it is, where it stands, and where to say what is wrong. */
public final class Value {
    private static final int SHOWN = 60;

    private final Yaml node;
    private final String path;
    private final Reading reading;

    Value(Yaml node, String path, Reading reading) {
        this.node = node;
        this.path = path;
        this.reading = reading;
        reading.found(path, node.place());
    }

    /** Whether nothing, or {@code null}, was written. */
    public boolean absent() {
        return node instanceof Yaml.Scalar scalar && scalar.absent();
    }

    /** Whether it is one text, number or word. */
    public boolean scalar() {
        return node instanceof Yaml.Scalar;
    }

    /** Whether it is a list. */
    public boolean list() {
        return node instanceof Yaml.Items;
    }

    /** The folder that relative paths in the file are relative to. */
    public Path folder() {
        return reading.folder();
    }

    /** The text with its references replaced; null, and a problem told, when it is no scalar or a reference fails. */
    public @Nullable String text() {
        if (!(node instanceof Yaml.Scalar scalar)) {
            problem("wants a single value, not " + seen() + "; a `${...}` alone also wants quotes");
            return null;
        }
        if (scalar.absent()) {
            problem("has no value; give it one, or remove the line");
            return null;
        }
        try {
            return reading.references().replace(scalar.text());
        } catch (IllegalArgumentException missing) {
            problem(String.valueOf(missing.getMessage()));
            return null;
        }
    }

    /** What was written, for a message: never what a reference became. */
    public String seen() {
        return switch (node) {
            case Yaml.Items _ -> "a list";
            case Yaml.Entries _ -> "a map";
            case Yaml.Scalar scalar -> scalar.absent() ? "nothing" : quoted(scalar.text());
        };
    }

    /** The list's items; one problem and none when it is no list. */
    public List<Value> items() {
        if (absent()) {
            return List.of();
        }
        if (!(node instanceof Yaml.Items list)) {
            problem("wants a list, like [a, b], not " + seen());
            return List.of();
        }
        List<Value> items = new ArrayList<>();
        for (Yaml item : list.items()) {
            items.add(new Value(item, path + "[" + items.size() + "]", reading));
        }
        return items;
    }

    /** The map's values by key, in the order of the file; a repeated key and a value that is no map are told. */
    public Map<String, Value> members() {
        Map<String, Value> members = new LinkedHashMap<>();
        if (absent()) {
            return members;
        }
        if (!(node instanceof Yaml.Entries map)) {
            problem("wants keys with values below it, not " + seen());
            return members;
        }
        for (Yaml.Entry entry : map.entries()) {
            Value value = new Value(entry.value(), path.isEmpty() ? entry.key() : path + "." + entry.key(), reading);
            if (members.containsKey(entry.key())) {
                reading.problem(
                        entry.place(),
                        value.path,
                        "stands here a second time; keep one of the two, they do not add up");
            } else {
                reading.key(value.path, entry.place());
                members.put(entry.key(), value);
            }
        }
        return members;
    }

    /** Whether it was written as a number or as {@code true} or {@code false}, without quotes. */
    boolean word() {
        return node instanceof Yaml.Scalar scalar && scalar.word();
    }

    /** Reads it as another type: a record, or anything there is a reader for. */
    public <T> @Nullable T as(Class<T> type) {
        return type.cast(reading.read(this, type));
    }

    /** Reads it as a record by its components, also where a reader stands for that record: for that reader itself. */
    public <T extends Record> @Nullable T asRecord(Class<T> type) {
        return type.cast(RecordShape.of(type).read(this, reading));
    }

    /** Says what is wrong with this value. The text names what was seen and what to do. */
    public void problem(String text) {
        reading.problem(node.place(), path, text);
    }

    /** Says what is wrong with a key of this map, at the key itself. */
    void keyProblem(String key, String text) {
        String full = path.isEmpty() ? key : path + "." + key;
        reading.problem(reading.keyPlace(full, node.place()), full, text);
    }

    String path() {
        return path;
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints()
                .limit(SHOWN)
                .forEach(c -> out.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return out.append(text.codePointCount(0, text.length()) > SHOWN ? "..." : "")
                .append('"')
                .toString();
    }
}
