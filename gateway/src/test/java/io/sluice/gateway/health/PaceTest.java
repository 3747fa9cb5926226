package io.sluice.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    private void took(int calls, double millis) {
        for (int i = 0; i < calls; i++) {
            pace.took(millis);
        }
    }

    @Test
    void nothingIsSaidOfTooFewCalls() {
        took(Pace.ENOUGH - 1, 100);
        assertThat(pace.within(95)).isNaN();
    }

    @Test
    void aShareIsAtMostAQuarterTooLong() {
        took(90, 100);
        took(10, 2_000);
        assertThat(pace.within(50)).isBetween(100.0, 125.0);
        assertThat(pace.within(95)).isBetween(2_000.0, 2_500.0);
    }

    @Test
    void whatWasLongAgoCountsLess() {
        took(900, 100);
        took(3_000, 1_000);
        assertThat(pace.within(5)).isCloseTo(1_000, within(250.0));
    }
}
