package io.sluice.gateway.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Prices of a model between two days (UTC).
 *
 * @param from the first day; null: from its beginning
 * @param to the day after the last; null: until further notice
 * @param hours the hours of each day they hold for ({@code 00:30Z-16:30Z}), where a provider had such a scheme; else empty
 * @param declared whether the provider said so; else it is when a public list changed, which may be a correction
 */
public record PricePeriod(
        @Nullable LocalDate from, @Nullable LocalDate to, String hours, boolean declared, Prices prices) {

    PricePeriod in(@Nullable String region) {
        return new PricePeriod(from, to, hours, declared, prices.in(region));
    }

    /** Whether a day is in it. */
    public boolean holds(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to));
    }
}
