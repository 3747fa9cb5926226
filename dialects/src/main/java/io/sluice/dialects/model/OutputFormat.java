package io.sluice.dialects.model;

import org.jspecify.annotations.Nullable;

/** The form the answer's text must have. */
public sealed interface OutputFormat {
    /** Free text, said outright. */
    record Text() implements OutputFormat {}

    /** Any JSON object. */
    record JsonObject() implements OutputFormat {}

    /**
     * JSON of a schema.
     *
     * @param name of the schema, empty where the dialect has none
     * @param schema its JSON text as written: key order and number literals are the caller's
     * @param strict null where not said
     */
    record JsonSchema(
            String name,
            @Nullable String description,
            String schema,
            @Nullable Boolean strict,
            Extras extras) implements OutputFormat {}

    /** One that only its dialect understands (a grammar, an enumeration). */
    record Opaque(String dialect, String json) implements OutputFormat {}
}
