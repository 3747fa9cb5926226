package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Extras;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How something was spelled that has other spellings of the same meaning: kept for Bedrock, of no use elsewhere. */
final class Spelling {
    /** A text of a tool's result that was JSON and no string. */
    static final String JSON = Extras.SPELLING + "json";

    /** A document of one text that was a list. */
    static final String LIST = Extras.SPELLING + "content";

    /** A format that has no media type yet. */
    static final String FORMAT = Extras.SPELLING + "format";

    /** A tool's success, said outright. */
    static final String STATUS = Extras.SPELLING + "status";

    /** Which of two names Claude's thinking had. */
    static final String THINKING = Extras.SPELLING + "thinking";

    /** That the effort stood among the model's own fields. */
    static final String EFFORT = Extras.SPELLING + "effort";

    /** How long the provider took: a measure of its own, which says nothing of the answer. */
    static final String METRICS = Extras.SPELLING + "metrics";

    private static final String TYPE = Extras.SPELLING + "type";

    private Spelling() {}

    /** Whether a call is one of the caller's tools; answers say so outright, the provider's own tools have other types. */
    static boolean isOrdinary(Members call, Map<String, String> extras) {
        String type = call.text("type");
        if (type.equals("tool_use")) {
            extras.put(TYPE, "\"tool_use\"");
        }
        return type.isEmpty() || type.equals("tool_use");
    }

    /** Writes what spelled the member {@code name} before. */
    static void write(JsonWriter json, String name, Extras extras) {
        String value = of(extras, Extras.SPELLING + name);
        if (value != null) {
            json.name(name).raw(value);
        }
    }

    static @Nullable String of(Extras extras, String name) {
        return extras.field(BedrockConverse.ID, name);
    }
}
