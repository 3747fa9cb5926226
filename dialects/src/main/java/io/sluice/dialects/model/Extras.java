package io.sluice.dialects.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields of one dialect that the canonical model has no place for, kept as JSON text in the order they were written.
 *
 * <p>The same dialect writes them back; any other names each of them as a {@link Loss}, apart from those whose name
 * begins with {@link #SPELLING}.
 *
 * @param dialect whose they are ({@link io.sluice.dialects.Dialect#id()}); empty where there are none
 * @param fields name to JSON text; never null values, a JSON null is the text {@code null}
 */
public record Extras(String dialect, Map<String, String> fields) {
    /** Begins the names of fields that say how the dialect spells or numbers a thing: without meaning anywhere else. */
    public static final String SPELLING = ".";

    /** No fields. */
    public static final Extras NONE = new Extras("", Map.of());

    /** Keeps a copy, in order. */
    public Extras {
        fields = fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** These fields of that dialect. */
    public static Extras of(String dialect, Map<String, String> fields) {
        return fields.isEmpty() ? NONE : new Extras(dialect, fields);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The JSON text of that field, if these are that dialect's and it is among them. */
    public @Nullable String field(String ofDialect, String name) {
        return dialect.equals(ofDialect) ? fields.get(name) : null;
    }
}
