package io.sluice.dialects.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for, in no dialect's words.
 *
 * @param model the name as asked for
 * @param stream whether the answer is to come as a stream
 * @param usageAsked whether a streamed answer is to carry usage (a choice only OpenAI Chat gives)
 * @param turns in order, system and developer turns where they stood
 * @param format null where the caller did not say
 * @param user the end user's id as the caller gives it, null where it does not
 * @param metadata JSON text of an object of strings, null where there is none
 * @param extras fields only the caller's dialect knows, at the top level of its request
 */
public record Conversation(
        String model,
        boolean stream,
        boolean usageAsked,
        List<Turn> turns,
        Tools tools,
        Sampling sampling,
        Reasoning reasoning,
        @Nullable OutputFormat format,
        @Nullable String user,
        @Nullable String metadata,
        Extras extras) {
    public Conversation {
        turns = List.copyOf(turns);
    }

    /** The same with further turns behind those it has. */
    public Conversation with(Turn... further) {
        List<Turn> all = new ArrayList<>(turns);
        all.addAll(List.of(further));
        return new Conversation(
                model, stream, usageAsked, all, tools, sampling, reasoning, format, user, metadata, extras);
    }

    /** The same with fields of that dialect in place of what it said under their names. */
    public Conversation saying(String dialect, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(extras.dialect().equals(dialect) ? extras.fields() : Map.of());
        fields.forEach((name, json) -> {
            all.remove(name);
            all.put(Extras.SPELLING + name, json);
        });
        return new Conversation(
                model,
                stream,
                usageAsked,
                turns,
                tools,
                sampling,
                reasoning,
                format,
                user,
                metadata,
                new Extras(dialect, all));
    }
}
