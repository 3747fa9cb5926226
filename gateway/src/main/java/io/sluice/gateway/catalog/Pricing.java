package io.sluice.gateway.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs and when that changes.
 *
 * @param listed the prices on the day the list was made
 * @param asOf that day
 * @param periods what is known of other days, in their order
 */
public record Pricing(Prices listed, LocalDate asOf, List<PricePeriod> periods) {
    private static final int SCALE = 15;

    /** Keeps a copy. */
    public Pricing {
        periods = List.copyOf(periods);
    }

    /** Prices that never change. */
    public static Pricing always(Prices prices) {
        return new Pricing(prices, LocalDate.EPOCH, List.of());
    }

    /** What holds in that region alone, as {@link Prices#in}. */
    Pricing in(@Nullable String region) {
        return new Pricing(
                listed.in(region),
                asOf,
                periods.stream().map(period -> period.in(region)).toList());
    }

    /**
     * The prices at a moment: those listed, unless the provider has announced others that begin after the list was made, or
     * had others before.
     */
    public Prices at(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
        for (PricePeriod period : periods) {
            if (period.declared() && period.hours().isEmpty() && period.holds(day) && !period.holds(asOf)) {
                return over(period.prices());
            }
        }
        return listed;
    }

    /**
     * A period seldom names every rate. One it leaves out keeps its relation to the input price, as providers change them
     * together; units and factors stay.
     */
    private Prices over(Prices period) {
        Map<Rate, BigDecimal> rates = new EnumMap<>(Rate.class);
        listed.rates().forEach((rate, price) -> rates.put(rate, moved(price, period)));
        rates.putAll(period.rates());
        List<PriceTier> tiers = period.tiers().isEmpty()
                ? listed.tiers().stream().map(tier -> moved(tier, period)).toList()
                : period.tiers();
        return new Prices(rates, tiers, listed.units(), listed.factors(), listed.variable());
    }

    private PriceTier moved(PriceTier tier, Prices period) {
        Map<Rate, BigDecimal> rates = new EnumMap<>(Rate.class);
        tier.rates().forEach((rate, price) -> rates.put(rate, moved(price, period)));
        return new PriceTier(tier.service(), tier.regions(), tier.above(), rates);
    }

    private BigDecimal moved(BigDecimal price, Prices period) {
        @Nullable BigDecimal then = period.rate(Rate.INPUT);
        @Nullable BigDecimal now = listed.rate(Rate.INPUT);
        if (then == null || now == null || now.signum() == 0 || then.compareTo(now) == 0) {
            return price;
        }
        return price.multiply(then).divide(now, SCALE, RoundingMode.CEILING).stripTrailingZeros();
    }
}
