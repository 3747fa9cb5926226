package io.sluice.dialects.model;

import org.jspecify.annotations.Nullable;

/** Something a model may ask to be done. */
public sealed interface Tool {
    /** Its name; of a server tool its type. */
    String name();

    /** What it carries besides. */
    Notes notes();

    /**
     * A function of the caller's.
     *
     * @param description null where there is none
     * @param schema JSON text of the schema of its arguments, as written; null where there is none
     * @param strict whether arguments must follow the schema; null where not said
     */
    record Function(
            String name,
            @Nullable String description,
            @Nullable String schema,
            @Nullable Boolean strict,
            Notes notes) implements Tool {}

    /**
     * A tool that takes text (OpenAI's custom tools).
     *
     * @param format JSON text of its format, null where there is none
     */
    record Free(
            String name,
            @Nullable String description,
            @Nullable String format,
            Notes notes) implements Tool {}

    /**
     * A tool the provider runs itself, or one of a dialect's own kinds.
     *
     * @param dialect whose it is
     * @param name its type there
     * @param json the tool as written
     */
    record Server(String dialect, String name, String json, Notes notes) implements Tool {}
}
