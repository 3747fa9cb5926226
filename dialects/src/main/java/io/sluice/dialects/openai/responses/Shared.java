package io.sluice.dialects.openai.responses;

import io.sluice.dialects.model.Extras;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The fields OpenAI means alike in both of its dialects: of its chat they can be written here as they are. */
final class Shared {
    private static final String CHAT = "openai-chat";
    private static final Set<String> FIELDS = Set.of(
            "moderation",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention",
            "safety_identifier",
            "service_tier",
            "store");

    private Shared() {}

    /** Those of the fields that can be written here. */
    static Map<String, String> of(Extras extras) {
        if (extras.dialect().equals(Spelling.DIALECT)) {
            return extras.fields();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (extras.dialect().equals(CHAT)) {
            extras.fields().forEach((name, value) -> {
                if (FIELDS.contains(name)) {
                    fields.put(name, value);
                }
            });
        }
        return fields;
    }
}
