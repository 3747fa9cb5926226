package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Losses;

/** A call's arguments as the object Gemini wants. */
final class Arguments {
    private Arguments() {}

    /** The object as written; of a free tool its text as {@code input}, of anything else the text as {@code arguments}. */
    static String object(String arguments, boolean free, String path, Losses losses) {
        if (free) {
            losses.add(path + ".arguments", "gemini has no free-form tools: the text is wrapped");
            return wrapped("input", arguments);
        }
        if (arguments.isBlank()) {
            return "{}";
        }
        if (Json.isObject(arguments)) {
            return arguments;
        }
        losses.add(path + ".arguments", "arguments that are no JSON object are wrapped");
        return wrapped("arguments", arguments);
    }

    private static String wrapped(String name, String text) {
        return new JsonWriter()
                .beginObject()
                .name(name)
                .string(text)
                .endObject()
                .toString();
    }
}
