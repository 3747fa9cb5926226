package io.sluice.dialects.defaults;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The settings that OpenAI's legacy completions have as well, by the names they have there. */
final class Completions {
    private static final Set<String> WORDS = Set.of(
            "temperature",
            "top_p",
            "max_tokens",
            "stop",
            "presence_penalty",
            "frequency_penalty",
            "seed",
            "user",
            "logit_bias");

    private Completions() {}

    static Map<String, String> of(Map<String, String> words) {
        Map<String, String> known = new LinkedHashMap<>(words);
        known.keySet().retainAll(WORDS);
        String cap = words.get("max_completion_tokens");
        if (cap != null) {
            known.putIfAbsent("max_tokens", cap);
        }
        return known;
    }
}
