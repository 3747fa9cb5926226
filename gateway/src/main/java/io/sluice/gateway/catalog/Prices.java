package io.sluice.gateway.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in exact decimals of US dollars. What is missing is unknown, not free; a zero is what somebody says.
 *
 * <p>{@link #toString} writes them as the catalog's lines do, {@link #parse} reads that again.
 *
 * @param rates per million tokens
 * @param tiers rates for long requests, service tiers and regions
 * @param units per single thing: {@code request}, {@code image[high/1024x1024]}, {@code web_search}, {@code second_in} ...;
 *     {@code mchar_*} and {@code mpixel_*} per million characters or pixels, {@code *_mtok} per million tokens
 * @param factors on all rates: {@code region_eu}, {@code fast} ...
 * @param variable whether the price is known only after the call, as behind a router
 */
public record Prices(
        Map<Rate, BigDecimal> rates,
        List<PriceTier> tiers,
        Map<String, BigDecimal> units,
        Map<String, BigDecimal> factors,
        boolean variable) {

    /** Nothing is known. */
    public static final Prices UNKNOWN = new Prices(Map.of(), List.of(), Map.of(), Map.of(), false);

    /** It costs nothing. */
    public static final Prices FREE = new Prices(
            Map.of(Rate.INPUT, BigDecimal.ZERO, Rate.OUTPUT, BigDecimal.ZERO), List.of(), Map.of(), Map.of(), false);

    /** Keeps copies, in their order. */
    public Prices {
        Map<Rate, BigDecimal> copy = new EnumMap<>(Rate.class);
        copy.putAll(rates);
        rates = Collections.unmodifiableMap(copy);
        tiers = List.copyOf(tiers);
        units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    }

    /** Reads what {@link #toString} writes; {@link IllegalArgumentException} names the word that is wrong. */
    public static Prices parse(String text) {
        return PriceText.parse(text);
    }

    /** A rate per million tokens, or null where it is unknown. */
    public @Nullable BigDecimal rate(Rate rate) {
        return rates.get(rate);
    }

    /** What holds in that region alone: rates of other regions are left out, its own hold in place of the usual ones. */
    public Prices in(@Nullable String region) {
        if (tiers.stream().allMatch(tier -> tier.regions().isEmpty())) {
            return this;
        }
        List<PriceTier> own = new ArrayList<>(
                tiers.stream().filter(tier -> tier.regions().isEmpty()).toList());
        tiers.stream()
                .filter(tier -> region != null && tier.regions().contains(region))
                .forEach(tier -> own.add(new PriceTier(tier.service(), List.of(), tier.above(), tier.rates())));
        return new Prices(rates, own, units, factors, variable);
    }

    /** Whether nothing at all is known. */
    public boolean unknown() {
        return rates.isEmpty() && tiers.isEmpty() && units.isEmpty() && !variable;
    }

    @Override
    public String toString() {
        return PriceText.of(this);
    }
}
