package io.sluice.dialects.openai.responses;

import io.sluice.dialects.model.Extras;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The fields of a request that are of use in this dialect alone, by their own names. */
final class Settings {
    private static final String CHAT = "openai-chat";
    /** What OpenAI means alike in both of its dialects: of its chat it can be written here as it is. */
    private static final Set<String> SHARED = Set.of(
            "moderation",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention",
            "safety_identifier",
            "service_tier",
            "store");

    private Settings() {}

    /**
     * The name a field is kept under. One that asks for what is so anyway, here and elsewhere, is no loss elsewhere:
     * what is translated is not stored, and proofs of thinking always come.
     */
    static String kept(String name, String value) {
        boolean idle = switch (name) {
            case "store", "background" -> value.equals("false");
            case "truncation" -> value.equals("\"disabled\"");
            case "service_tier" -> value.equals("\"auto\"");
            case "include" -> value.equals("[\"" + RequestWriter.ENCRYPTED + "\"]");
            case "stream_options" -> true;
            default -> false;
        };
        return idle ? Extras.SPELLING + name : name;
    }

    /** Those of a request's fields that can be written here. */
    static Map<String, String> of(Extras extras) {
        Map<String, String> fields = new LinkedHashMap<>();
        boolean ours = extras.dialect().equals(Spelling.DIALECT);
        extras.fields().forEach((name, value) -> {
            if (ours && name.startsWith(Extras.SPELLING)) {
                fields.put(name.substring(Extras.SPELLING.length()), value);
            } else if (ours || (extras.dialect().equals(CHAT) && SHARED.contains(name))) {
                fields.put(name, value);
            }
        });
        return fields;
    }
}
