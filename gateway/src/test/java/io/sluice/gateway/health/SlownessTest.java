package io.sluice.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.call.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** When a target counts as slow, by its own measure, in time that only the test moves. */
class SlownessTest {
    private final RandomGenerator chance = new Random(7);
    private Slowness slowness = Slowness.UNKNOWN;
    private long now = 1_000;

    private void calls(int count, double millis) {
        for (int i = 0; i < count; i++) {
            slowness = slowness.sent(now).took(millis, now, now, chance);
            now += 100;
        }
    }

    @Test
    void severalCallsFarOverTheUsualRestIt() {
        calls(Slowness.ENOUGH, 600);
        calls(Breaker.IN_A_ROW - 1, 4_000);
        assertThat(slowness.rest(now)).isNull();
        calls(1, 4_000);
        assertThat(slowness.rest(now)).isEqualTo("slow: 4000 ms to the first token where 696 are usual");
    }

    @Test
    void aFewSlowCallsAmongUsualOnesAreNothing() {
        calls(Slowness.ENOUGH, 600);
        for (int i = 0; i < 50; i++) {
            calls(1, 9_000);
            calls(3, 600);
        }
        assertThat(slowness.rest(now)).isNull();
    }

    @Test
    void manyTimesOfVeryLittleIsNotSlow() {
        calls(Slowness.ENOUGH, 50);
        calls(50, Slowness.FLOOR_MILLIS);
        assertThat(slowness.rest(now)).isNull();
    }

    @Test
    void nothingIsSlowBeforeTheUsualIsKnown() {
        calls(Slowness.ENOUGH / 2, 100);
        calls(Slowness.ENOUGH / 2, 30_000);
        assertThat(slowness.rest(now)).isNull();
    }

    @Test
    void aProbeThatIsFastAgainEndsIt() {
        calls(Slowness.ENOUGH, 600);
        calls(Breaker.IN_A_ROW, 8_000);
        now += Breaker.SHORTEST_MILLIS;
        assertThat(slowness.breaker().restMillis(now)).isZero();

        slowness = slowness.sent(now);
        assertThat(slowness.rest(now)).isNotNull();
        slowness = slowness.took(700, now, now, chance);
        assertThat(slowness.rest(now)).isNull();
    }

    @Test
    void aProbeThatIsSlowStillRestsItLonger() {
        calls(Slowness.ENOUGH, 600);
        calls(Breaker.IN_A_ROW, 8_000);
        now += Breaker.SHORTEST_MILLIS;
        calls(1, 8_000);
        assertThat(slowness.breaker().restMillis(now)).isGreaterThan(Breaker.SHORTEST_MILLIS - 100);
    }

    @Test
    void aProbeThatTellsNothingIsFollowedByAnother() {
        calls(Slowness.ENOUGH, 600);
        calls(Breaker.IN_A_ROW, 8_000);
        now += Breaker.SHORTEST_MILLIS;
        slowness = slowness.sent(now).unknown();
        assertThat(slowness.rest(now)).isNull();
    }

    @Test
    void whatIsSlowForGoodBecomesUsual() {
        calls(Slowness.ENOUGH, 600);
        int calls = 0;
        while (slowness.rest(now) != null || calls < Breaker.IN_A_ROW) {
            calls(1, 4_000);
            now += Breaker.LONGEST_MILLIS;
            calls++;
            assertThat(calls).isLessThan(60);
        }
        calls(100, 4_000);
        assertThat(slowness.rest(now)).isNull();
    }

    @Test
    void aLaneThatIsSlowIsSeenToRestAndStillHasItsPace() {
        List<Watcher.Change> told = new ArrayList<>();
        Lane lane = new Lane(new LaneName("p", "p", "", "m"), (name, change, rest) -> told.add(change), now);
        for (int i = 0; i < Slowness.ENOUGH + Breaker.IN_A_ROW; i++) {
            double millis = i < Slowness.ENOUGH ? 500 : 5_000;
            lane.sent(now, Lanes.Need.UNKNOWN);
            lane.ended();
            lane.succeeded(now, now, millis);
            lane.began(now, now, millis, chance);
        }
        Lanes.View view = lane.view(now, Lanes.Need.UNKNOWN);

        assertThat(view.rest()).startsWith("slow: 5000 ms to the first token");
        assertThat(view.restMillis()).isPositive();
        assertThat(view.firstTokenMillis()).isGreaterThan(500);
        assertThat(told).containsExactly(Watcher.Change.SLOW);

        long asked = now + Breaker.SHORTEST_MILLIS;
        lane.sent(asked);
        lane.began(asked, asked, 500, chance);
        assertThat(lane.view(asked).rest()).isNull();
        assertThat(told).containsExactly(Watcher.Change.SLOW, Watcher.Change.USUAL);
    }
}
