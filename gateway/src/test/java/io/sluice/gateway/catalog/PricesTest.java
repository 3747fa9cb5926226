package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 8, 21);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "in=1.25 out=10 cr=0.125",
                "in=2 out=10 std>200000:in=4,out=15 batch@eu,us>0:in=1.1,out=5.5 $web_search=0.01 *region_eu=1.1",
                "$image[high/1024x1024]=0.167 $second_in=0.000100",
                "variable"
            })
    void whatIsReadIsWrittenAgain(String text) {
        assertThat(Prices.parse(text)).hasToString(text);
        assertThat(Prices.parse(Prices.parse(text).toString())).isEqualTo(Prices.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "in=", "in=1e3", "in=-1", "cheap=1", "std>many:in=1", "std>1", "$=1", "in=1.2.3"})
    void whatIsNoPriceIsRefused(String text) {
        assertThatThrownBy(() -> Prices.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyDigitOfAPriceIsKept() {
        assertThat(Prices.parse("in=0.1234567").rate(Rate.INPUT)).isEqualTo(new BigDecimal("0.1234567"));
    }

    @Test
    void anAnnouncedPriceHoldsFromItsDay() {
        Pricing pricing = new Pricing(
                Prices.parse("in=2 out=10 cr=0.2 cw1h=4 batch>0:in=1,out=5 $web_search=0.01"),
                AS_OF,
                List.of(
                        period("", "2026-09-01", "in=2 out=10 cr=0.2"),
                        period("2026-09-01", "", "in=3 out=15 cr=0.3")));

        assertThat(pricing.at(Instant.parse("2026-08-31T23:59:59Z"))).isEqualTo(pricing.listed());
        assertThat(pricing.at(Instant.parse("2026-09-01T00:00:00Z")))
                .hasToString("in=3 out=15 cr=0.3 cw1h=6 batch>0:in=1.5,out=7.5 $web_search=0.01");
    }

    @Test
    void whenAListChangedSaysNothingOfWhenAPriceDid() {
        Pricing pricing = new Pricing(
                Prices.parse("in=2"),
                AS_OF,
                List.of(new PricePeriod(AS_OF.plusDays(3), null, "", false, Prices.parse("in=9"))));

        assertThat(pricing.at(Instant.parse("2027-01-01T00:00:00Z"))).isEqualTo(pricing.listed());
    }

    @Test
    void aPeriodThatEndedBeforeTheListHoldsForItsDays() {
        Pricing pricing = new Pricing(Prices.parse("in=2"), AS_OF, List.of(period("2026-01-01", "2026-02-01", "in=5")));

        assertThat(pricing.at(Instant.parse("2026-01-15T00:00:00Z"))).hasToString("in=5");
        assertThat(pricing.at(Instant.parse("2026-02-01T00:00:00Z"))).hasToString("in=2");
    }

    private static PricePeriod period(String from, String to, String prices) {
        return new PricePeriod(
                from.isEmpty() ? null : LocalDate.parse(from),
                to.isEmpty() ? null : LocalDate.parse(to),
                "",
                true,
                Prices.parse(prices));
    }
}
