package io.sluice.gateway.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.Prices;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
    private static final Usage USED = new Usage(1_000, 200, 30, 4, 500, 60, 7, 8, 9, 10);

    private static String cost(String prices, Usage usage, @Nullable String region) {
        Money cost = Cost.of(Prices.parse(prices).in(region), usage);
        return cost == null ? "unknown" : cost.toString();
    }

    private static Usage input(long tokens) {
        return new Usage(tokens, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void everyBucketHasItsOwnRate() {
        // 1000*1 + 200*.1 + 30*1.25 + 4*2 + 500*10 + 60*20 + 7*3 + 8*30 + 9*4 + 10*40, each by the million
        assertThat(cost("in=1 out=10 cr=0.1 cw=1.25 cw1h=2 reason=20 ain=3 aout=30 iin=4 iout=40", USED, null))
                .isEqualTo("0.0079625");
    }

    @Test
    void aRateNobodyStatesIsThatOfWhatItsTokensWouldBeElse() {
        // all input together 1250, all output 578
        assertThat(cost("in=1 out=10", USED, null)).isEqualTo("0.00703");
    }

    @ParameterizedTest
    @CsvSource({"200000, 0.2", "200001, 0.400002"})
    void aTierHoldsForTheWholeRequestAboveItsThreshold(long tokens, String dollars) {
        assertThat(cost("in=1 out=10 std>200000:in=2", input(tokens), null)).isEqualTo(dollars);
    }

    @Test
    void aRegionsTierHoldsThereAloneAndTiersOfServicesDoNot() {
        String prices = "in=1 out=10 std@eu>0:in=1.1 flex>0:in=0.5";
        assertThat(cost(prices, input(1_000_000), "eu")).isEqualTo("1.1");
        assertThat(cost(prices, input(1_000_000), "us")).isEqualTo("1");
        assertThat(cost(prices, input(1_000_000), null)).isEqualTo("1");
    }

    @Test
    void theSumIsRoundedUpOnceToWholePicoDollars() {
        assertThat(cost("in=0.0000001 out=0", input(1), null)).isEqualTo("0.000000000001");
        assertThat(cost("in=0.0000004 out=0.0000004", new Usage(1, 0, 0, 0, 1, 0, 0, 0, 0, 0), null))
                .isEqualTo("0.000000000001");
    }

    @Test
    void whatNobodyPricesIsUnknownAndNotFree() {
        assertThat(Cost.of(Prices.UNKNOWN, input(1))).isNull();
        assertThat(cost("in=1", new Usage(1, 0, 0, 0, 1, 0, 0, 0, 0, 0), null)).isEqualTo("unknown");
        assertThat(Cost.of(Prices.FREE, USED)).isEqualTo(Money.ZERO);
    }

    @Test
    void moneyIsWiderThanALongAndSaysPlainDollars() {
        Money much = Money.up(new BigDecimal("123456789012345.000000000001"));
        assertThat(much.plus(Money.ofPico(1)).minus(much)).isEqualTo(Money.ofPico(1));
        assertThat(much).hasToString("123456789012345.000000000001");
        assertThat(Money.up(new BigDecimal("100"))).hasToString("100");
    }
}
