package io.sluice.gateway.money;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.PriceTier;
import io.sluice.gateway.catalog.Prices;
import io.sluice.gateway.catalog.Rate;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What usage costs at given prices: each bucket of tokens times its rate, summed exactly, rounded up once.
 *
 * <p>A rate nobody states is taken from what its tokens would be without it: cached and written input as fresh input,
 * reasoning, audio and images as text of their direction. A tier above so many input tokens holds for the
 * whole request.
 */
public final class Cost {
    private static final String ORDINARY = "std";
    private static final int PER_MILLION = 6;

    private Cost() {}

    /** The cost of a call at the prices of where it was served ({@link Prices#in}); null where no price is known. */
    public static @Nullable Money of(Prices prices, Usage usage) {
        if (prices.unknown() || prices.variable()) {
            return null;
        }
        Map<Rate, BigDecimal> rates = rates(prices, usage.totalInput());
        BigDecimal sum = prices.units().getOrDefault("request", BigDecimal.ZERO);
        for (Bucket bucket : buckets(usage)) {
            if (bucket.tokens > 0) {
                BigDecimal rate = rate(rates, bucket.rates);
                if (rate == null) {
                    return null;
                }
                sum = sum.add(rate.multiply(BigDecimal.valueOf(bucket.tokens)).movePointLeft(PER_MILLION));
            }
        }
        return Money.up(sum);
    }

    /** So many tokens, and the rates they may have, the closest first. */
    private record Bucket(long tokens, Rate... rates) {}

    private static List<Bucket> buckets(Usage usage) {
        return List.of(
                new Bucket(usage.input(), Rate.INPUT),
                new Bucket(usage.cacheRead(), Rate.CACHE_READ, Rate.INPUT),
                new Bucket(usage.cacheWrite5m(), Rate.CACHE_WRITE, Rate.INPUT),
                new Bucket(usage.cacheWrite1h(), Rate.CACHE_WRITE_1H, Rate.CACHE_WRITE, Rate.INPUT),
                new Bucket(usage.audioIn(), Rate.AUDIO_IN, Rate.INPUT),
                new Bucket(usage.imageIn(), Rate.IMAGE_IN, Rate.INPUT),
                new Bucket(usage.output(), Rate.OUTPUT),
                new Bucket(usage.reasoning(), Rate.REASONING, Rate.OUTPUT),
                new Bucket(usage.audioOut(), Rate.AUDIO_OUT, Rate.OUTPUT),
                new Bucket(usage.imageOut(), Rate.IMAGE_OUT, Rate.OUTPUT));
    }

    private static @Nullable BigDecimal rate(Map<Rate, BigDecimal> rates, Rate[] closest) {
        for (Rate rate : closest) {
            BigDecimal price = rates.get(rate);
            if (price != null) {
                return price;
            }
        }
        return null;
    }

    /** The usual rates, then those of tiers that hold, the lower threshold before the higher. */
    private static Map<Rate, BigDecimal> rates(Prices prices, long input) {
        if (prices.tiers().isEmpty()) {
            return prices.rates();
        }
        Map<Rate, BigDecimal> rates = new EnumMap<>(Rate.class);
        rates.putAll(prices.rates());
        prices.tiers().stream()
                .filter(tier -> tier.service().equals(ORDINARY))
                .filter(tier -> tier.above() == 0 || input > tier.above())
                .filter(tier -> tier.regions().isEmpty())
                .sorted(Comparator.comparingLong(PriceTier::above))
                .forEach(tier -> rates.putAll(tier.rates()));
        return rates;
    }
}
