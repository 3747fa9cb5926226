package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Doc;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A price in the configuration, in US dollars. */
public record PriceSettings(
        @Doc("Per million input tokens.") @Nullable BigDecimal input,
        @Doc("Per million output tokens.") @Nullable BigDecimal output,

        @Doc("Per million input tokens that the provider had in its cache.") @Nullable
        BigDecimal cacheRead,

        @Doc("Per million input tokens put into the cache.") @Nullable
        BigDecimal cacheWrite,

        @Doc("Per million input tokens put into the cache for an hour.") @Nullable
        BigDecimal cacheWriteHour,

        @Doc("Per million reasoning tokens, where they cost other than output.") @Nullable
        BigDecimal reasoning,

        @Doc("Per million audio tokens heard.") @Nullable BigDecimal audioInput,
        @Doc("Per million audio tokens spoken.") @Nullable BigDecimal audioOutput,
        @Doc("Per million image tokens seen.") @Nullable BigDecimal imageInput,
        @Doc("Per million image tokens made.") @Nullable BigDecimal imageOutput,
        @Doc("Per request.") @Nullable BigDecimal request,

        @Doc("Per second of use, from the request to the end of the answer: for hardware of one's own.") @Nullable
        BigDecimal second,

        @Doc("Other rates for long requests and service tiers: `std>200000:in=2.5,out=15`, `flex>0:in=0.6,out=5`.")
        List<String> tiers,

        @Doc("Per single thing, by the catalog's names: `web_search`, `image` ...")
        Map<String, BigDecimal> units) {

    /** The unit of a price per second. */
    public static final String SECOND = "second";

    /** Keeps copies and refuses tiers that are none: {@link IllegalArgumentException}. */
    public PriceSettings {
        tiers = List.copyOf(tiers);
        units = Map.copyOf(units);
        tiers.forEach(tier -> {
            if (Prices.parse(tier).tiers().size() != 1) {
                throw new IllegalArgumentException("\"" + tier + "\" is no tier; write std>200000:in=1,out=2");
            }
        });
    }

    /** As the catalog has it. */
    Prices prices() {
        Map<Rate, BigDecimal> rates = new EnumMap<>(Rate.class);
        put(rates, Rate.INPUT, input);
        put(rates, Rate.OUTPUT, output);
        put(rates, Rate.CACHE_READ, cacheRead);
        put(rates, Rate.CACHE_WRITE, cacheWrite);
        put(rates, Rate.CACHE_WRITE_1H, cacheWriteHour);
        put(rates, Rate.REASONING, reasoning);
        put(rates, Rate.AUDIO_IN, audioInput);
        put(rates, Rate.AUDIO_OUT, audioOutput);
        put(rates, Rate.IMAGE_IN, imageInput);
        put(rates, Rate.IMAGE_OUT, imageOutput);
        Map<String, BigDecimal> single = new LinkedHashMap<>(units);
        put(single, "request", request);
        put(single, SECOND, second);
        return new Prices(
                rates,
                tiers.stream()
                        .map(tier -> Prices.parse(tier).tiers().getFirst())
                        .toList(),
                single,
                Map.of(),
                false);
    }

    private static <K> void put(Map<K, BigDecimal> prices, K key, @Nullable BigDecimal price) {
        if (price != null) {
            prices.put(key, price);
        }
    }
}
