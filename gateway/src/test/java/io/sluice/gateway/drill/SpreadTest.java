package io.sluice.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void aQuantileIsAtMostThreePercentAboveWhatItWas() {
        SplittableRandom chance = new SplittableRandom(3);
        for (int round = 0; round < 50; round++) {
            Spread spread = new Spread();
            long[] times = chance.longs(1 + chance.nextInt(500), 0, 1L << (1 + chance.nextInt(40)))
                    .toArray();
            Arrays.stream(times).forEach(spread::add);
            Arrays.sort(times);
            for (double share : new double[] {0.01, 0.5, 0.95, 1}) {
                long exact = times[(int) Math.ceil(share * times.length) - 1];
                assertThat(spread.within(share)).isBetween(exact, exact + exact * 33 / 1_000);
            }
        }
    }

    @Test
    void whatIsBeyondAllBoundsIsStillCounted() {
        Spread spread = new Spread();
        spread.add(Long.MAX_VALUE);
        spread.add(-5);

        assertThat(spread.within(0.5)).isZero();
        assertThat(spread.within(1)).isGreaterThan(1L << 40);
    }

    @Test
    void nothingHasNoQuantile() {
        assertThat(new Spread().within(0.95)).isEqualTo(Spread.NONE);
    }
}
