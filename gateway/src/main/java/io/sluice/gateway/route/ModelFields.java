package io.sluice.gateway.route;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.catalog.ModelEntry;
import io.sluice.gateway.catalog.Prices;
import io.sluice.gateway.catalog.Rate;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the catalog knows of a model, as further fields of its entry in the listing; the official clients keep them. */
final class ModelFields {
    private ModelFields() {}

    /** Limits and capabilities; what is unknown is left out. */
    static void facts(JsonWriter json, ModelEntry entry) {
        number(json, "context_window", entry.context());
        number(json, "max_output_tokens", entry.maxOutput());
        if (!entry.retired().isEmpty()) {
            json.name("deprecated_on").string(entry.retired());
        }
        if (!entry.traits().isEmpty()) {
            json.name("capabilities").beginArray();
            entry.traits().stream().sorted().forEach(json::string);
            json.endArray();
        }
    }

    /** US dollars per million tokens, and per single thing; as text, so that no reader rounds them. */
    static void price(JsonWriter json, Prices prices) {
        if (prices.rates().isEmpty() && prices.units().isEmpty()) {
            return;
        }
        json.name("price").beginObject().name("currency").string("USD");
        if (!prices.rates().isEmpty()) {
            json.name("per_million_tokens").beginObject();
            prices.rates().forEach((rate, price) -> json.name(name(rate)).string(price.toPlainString()));
            json.endObject();
        }
        if (!prices.units().isEmpty()) {
            json.name("per_unit").beginObject();
            for (Map.Entry<String, BigDecimal> unit : prices.units().entrySet()) {
                json.name(unit.getKey()).string(unit.getValue().toPlainString());
            }
            json.endObject();
        }
        json.endObject();
    }

    private static void number(JsonWriter json, String name, @Nullable Long value) {
        if (value != null) {
            json.name(name).number(value);
        }
    }

    private static String name(Rate rate) {
        return switch (rate) {
            case INPUT -> "input";
            case OUTPUT -> "output";
            case CACHE_READ -> "cache_read";
            case CACHE_WRITE -> "cache_write";
            case CACHE_WRITE_1H -> "cache_write_1h";
            case REASONING -> "reasoning";
            case AUDIO_IN -> "audio_input";
            case AUDIO_OUT -> "audio_output";
            case AUDIO_CACHE_READ -> "audio_cache_read";
            case IMAGE_IN -> "image_input";
            case IMAGE_OUT -> "image_output";
            case BATCH_IN -> "batch_input";
            case BATCH_OUT -> "batch_output";
        };
    }
}
