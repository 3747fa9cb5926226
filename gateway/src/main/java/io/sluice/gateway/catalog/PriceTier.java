package io.sluice.gateway.catalog;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Rates that hold in place of a model's usual ones, for the whole request.
 *
 * @param service {@code std} for ordinary calls, else the service tier: {@code batch}, {@code flex}, {@code priority},
 *     {@code fast}
 * @param regions where they hold; empty: everywhere
 * @param above input tokens above which they hold; 0: always
 * @param rates USD per million tokens; a rate that is missing stays the usual one
 */
public record PriceTier(String service, List<String> regions, long above, Map<Rate, BigDecimal> rates) {
    /** Keeps copies. */
    public PriceTier {
        regions = List.copyOf(regions);
        Map<Rate, BigDecimal> copy = new EnumMap<>(Rate.class);
        copy.putAll(rates);
        rates = Collections.unmodifiableMap(copy);
    }

    @Override
    public String toString() {
        return service + (regions.isEmpty() ? "" : "@" + String.join(",", regions)) + ">" + above + ":"
                + PriceText.rates(rates, ",");
    }
}
