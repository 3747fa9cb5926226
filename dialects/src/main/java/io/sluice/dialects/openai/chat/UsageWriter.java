package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Usage;
import java.util.Map;

/** Writes usage in OpenAI's convention: the parts counted in the sums. */
final class UsageWriter {
    /** Notes of what a provider's usage says beyond our buckets begin so. */
    static final String NOTES = "usage.";

    private static final String PROMPT = NOTES + "prompt_tokens_details.";
    private static final String COMPLETION = NOTES + "completion_tokens_details.";

    private UsageWriter() {}

    /** Usage alone. */
    static byte[] bytes(Usage usage) {
        JsonWriter json = new JsonWriter();
        write(json, usage, Map.of());
        return json.toBytes();
    }

    /** Usage with what else is noted of it. */
    static void write(JsonWriter json, Usage usage, Map<String, String> notes) {
        json.beginObject().name("prompt_tokens").number(usage.totalInput());
        json.name("completion_tokens").number(usage.totalOutput());
        json.name("total_tokens").number(usage.totalInput() + usage.totalOutput());
        json.name("prompt_tokens_details").beginObject();
        json.name("cached_tokens").number(usage.cacheRead());
        json.name("audio_tokens").number(usage.audioIn());
        long written = usage.cacheWrite5m() + usage.cacheWrite1h();
        where(json, "cache_write_tokens", written);
        where(json, "image_tokens", usage.imageIn());
        noted(json, notes, PROMPT);
        json.endObject().name("completion_tokens_details").beginObject();
        json.name("reasoning_tokens").number(usage.reasoning());
        json.name("audio_tokens").number(usage.audioOut());
        where(json, "image_tokens", usage.imageOut());
        noted(json, notes, COMPLETION);
        json.endObject();
        if (usage.cacheWrite1h() > 0) {
            json.name("cache_creation").beginObject();
            json.name("ephemeral_5m_input_tokens").number(usage.cacheWrite5m());
            json.name("ephemeral_1h_input_tokens").number(usage.cacheWrite1h()).endObject();
        }
        notes.forEach((name, value) -> {
            if (name.startsWith(NOTES) && !name.startsWith(PROMPT) && !name.startsWith(COMPLETION)) {
                json.name(name.substring(NOTES.length())).raw(value);
            }
        });
        json.endObject();
    }

    private static void where(JsonWriter json, String name, long tokens) {
        if (tokens > 0) {
            json.name(name).number(tokens);
        }
    }

    private static void noted(JsonWriter json, Map<String, String> notes, String prefix) {
        notes.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                json.name(name.substring(prefix.length())).raw(value);
            }
        });
    }
}
