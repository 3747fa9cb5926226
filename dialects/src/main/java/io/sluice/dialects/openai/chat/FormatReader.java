package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.OutputFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the form an answer must have. */
final class FormatReader {
    /** What stands beside a schema is among its extras under this prefix. */
    static final String BESIDE = "response_format.";

    private FormatReader() {}

    /** The value of {@code response_format}, which the reader stands before. */
    static OutputFormat read(JsonReader json) {
        String raw = json.copy().raw();
        ObjectView format = ObjectView.of(json);
        OutputFormat read = switch (format.text("type")) {
            case "text" -> format.rest().isEmpty() ? new OutputFormat.Text() : null;
            case "json_object" -> format.rest().isEmpty() ? new OutputFormat.JsonObject() : null;
            case "json_schema" -> schema(format);
            default -> null;
        };
        return read == null ? new OutputFormat.Opaque(ChatRequestReader.ID, raw) : read;
    }

    private static @Nullable OutputFormat schema(ObjectView format) {
        ObjectView inside = format.object("json_schema");
        JsonReader schema = inside.take("schema", Kind.OBJECT);
        if (schema == null) {
            return null;
        }
        String name = inside.text("name");
        String description = inside.has("description") ? inside.text("description") : null;
        JsonReader strict = inside.take("strict", Kind.TRUE);
        boolean loose = strict == null && inside.take("strict", Kind.FALSE) != null;
        Boolean mustFit = strict == null ? (loose ? Boolean.FALSE : null) : Boolean.TRUE;
        Map<String, String> rest = inside.rest();
        rest.putAll(format.rest(BESIDE));
        Extras extras = Extras.of(ChatRequestReader.ID, rest);
        return new OutputFormat.JsonSchema(name, description, schema.raw(), mustFit, extras);
    }
}
