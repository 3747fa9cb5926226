package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.OutputFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code text.format}: the form the answer's text must have; a schema's name stands beside it. */
final class FormatForms {
    private static final Set<String> SCHEMA = Set.of("type", "name", "description", "schema", "strict");

    private FormatForms() {}

    /** The format; null where there is none. */
    static @Nullable OutputFormat read(Node format) {
        if (!format.is(Kind.OBJECT)) {
            return null;
        }
        String type = format.text("type");
        if (type.equals("json_schema") && format.at("schema").is(Kind.OBJECT)) {
            return new OutputFormat.JsonSchema(
                    format.text("name"),
                    ToolForms.text(format.at("description")),
                    format.at("schema").raw(),
                    ToolForms.bool(format.at("strict")),
                    Extras.of(Spelling.DIALECT, Spelling.rest(format, SCHEMA, Set.of())));
        }
        if (format.members().size() == 1 && type.equals("text")) {
            return new OutputFormat.Text();
        }
        if (format.members().size() == 1 && type.equals("json_object")) {
            return new OutputFormat.JsonObject();
        }
        return new OutputFormat.Opaque(Spelling.DIALECT, format.raw());
    }

    /**
     * The {@code text} of a request or of an answer's echo, which always has a format.
     *
     * @param rest its other members as an object's text; null where there are none
     */
    static void write(
            JsonWriter json, @Nullable OutputFormat format, @Nullable String rest, boolean echo, Losses losses) {
        OutputFormat said = format == null && echo ? new OutputFormat.Text() : format;
        if (said instanceof OutputFormat.Opaque(String dialect, String _) && !dialect.equals(Spelling.DIALECT)) {
            losses.add("text.format", "openai-responses has no such format");
            said = echo ? new OutputFormat.Text() : null;
        }
        if (said == null && rest == null) {
            return;
        }
        json.name("text").beginObject();
        if (said != null) {
            format(json.name("format"), said, echo, losses);
        }
        if (rest != null) {
            Node.of(Bytes.of(rest))
                    .members()
                    .forEach((name, value) -> json.name(name).raw(value.raw()));
        }
        json.endObject();
    }

    private static void format(JsonWriter json, OutputFormat format, boolean echo, Losses losses) {
        switch (format) {
            case OutputFormat.Text() ->
                json.beginObject().name("type").string("text").endObject();
            case OutputFormat.JsonObject() ->
                json.beginObject().name("type").string("json_object").endObject();
            case OutputFormat.Opaque(String _, String written) -> json.raw(written);
            case OutputFormat.JsonSchema schema -> {
                json.beginObject().name("type").string("json_schema");
                json.name("name").string(schema.name().isEmpty() ? "answer" : schema.name());
                if (schema.description() != null) {
                    json.name("description").string(schema.description());
                } else if (echo) {
                    json.name("description").nothing();
                }
                json.name("schema").raw(schema.schema());
                if (schema.strict() != null || echo) {
                    json.name("strict").bool(Boolean.TRUE.equals(schema.strict()));
                }
                Spelling.write(json, schema.extras());
                losses.foreign("text.format", schema.extras(), Spelling.DIALECT);
                json.endObject();
            }
        }
    }
}
