package io.sluice.dialects.gemini;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.model.Losses;

/** A call's arguments as the object Gemini wants. */
final class Arguments {
    private Arguments() {}

    /** The object as written; of a tool that takes text, and of anything else, wrapped in one. */
    static String object(String arguments, boolean free, String path, Losses losses) {
        if (free) {
            return FittedTools.wrapped(arguments);
        }
        // Some write null for a call without arguments.
        if (arguments.isBlank() || arguments.strip().equals("null")) {
            return "{}";
        }
        if (Json.isObject(arguments)) {
            return arguments;
        }
        losses.add(path + ".arguments", "arguments that are no JSON object are wrapped in one");
        return FittedTools.wrapped(arguments);
    }
}
