package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Usage;
import org.jspecify.annotations.Nullable;

/** Writes usage in this dialect's convention: fresh input without the cache, output with thinking inside. */
final class UsageText {
    private UsageText() {}

    /**
     * The whole object.
     *
     * @param others what {@link UsageReading#others} kept of such an object; null where nothing was
     */
    static JsonWriter object(Usage usage, @Nullable String others) {
        Usage besides = others == null ? Usage.NONE : besides(others);
        JsonWriter json = new JsonWriter().beginObject();
        json.name("input_tokens").number(less(usage.input() + usage.audioIn() + usage.imageIn(), besides.input()));
        long minutes = less(usage.cacheWrite5m(), besides.cacheWrite5m());
        long hour = less(usage.cacheWrite1h(), besides.cacheWrite1h());
        json.name("cache_creation_input_tokens").number(minutes + hour);
        json.name("cache_read_input_tokens").number(less(usage.cacheRead(), besides.cacheRead()));
        json.name("cache_creation").beginObject();
        json.name("ephemeral_5m_input_tokens").number(minutes);
        json.name("ephemeral_1h_input_tokens").number(hour).endObject();
        json.name("output_tokens").number(less(usage.totalOutput(), besides.totalOutput()));
        if (usage.reasoning() > 0) {
            long thinking = less(usage.reasoning(), besides.reasoning());
            json.name("output_tokens_details").beginObject();
            json.name("thinking_tokens").number(thinking).endObject();
        }
        if (others != null) {
            JsonReader more = new JsonReader(Bytes.of(others), 0);
            more.enter(Kind.OBJECT);
            while (more.more()) {
                json.name(more.name()).raw(more.raw());
            }
        }
        return json.endObject();
    }

    private static Usage besides(String others) {
        JsonReader iterations = Fields.of(new JsonReader(Bytes.of(others), 0)).at("iterations");
        return iterations == null ? Usage.NONE : UsageReading.paidBesides(iterations);
    }

    private static long less(long sum, long part) {
        return Math.max(0, sum - part);
    }
}
