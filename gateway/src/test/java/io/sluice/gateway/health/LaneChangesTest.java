package io.sluice.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.call.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a lane when it changes, and how it stands then. */
class LaneChangesTest {
    private static final LaneName NAME = new LaneName("p#c", "p", "c", "m");

    private final SplittableRandom chance = new SplittableRandom(1);
    private final List<String> told = new ArrayList<>();
    private Lane lane;

    @BeforeEach
    void start() {
        lane = new Lane(NAME, (name, change, rest) -> told.add(name + " " + change + (rest > 0 ? " rests" : "")), 0);
    }

    private void fail(long now) {
        lane.sent(now);
        lane.failed(now, now, chance);
        lane.ended();
    }

    private void open(long now) {
        for (int i = 0; i < Breaker.IN_A_ROW; i++) {
            fail(now);
        }
    }

    @Test
    void eachEdgeOfItsBreakerIsToldOnce() {
        fail(10);
        assertThat(told).isEmpty();

        open(10);
        fail(11);
        assertThat(told).containsExactly("p/m with credential c OPENED rests");

        long asked = 10 + Breaker.SHORTEST_MILLIS;
        lane.sent(asked);
        lane.sent(asked);
        assertThat(told).hasSize(2).last().isEqualTo("p/m with credential c PROBED");

        lane.failed(asked, asked, chance);
        assertThat(told).hasSize(3).last().isEqualTo("p/m with credential c OPENED rests");

        lane.succeeded(asked + Breaker.LONGEST_MILLIS, asked + 1, Double.NaN);
        lane.succeeded(asked + Breaker.LONGEST_MILLIS, asked + 1, Double.NaN);
        assertThat(told).hasSize(4).last().isEqualTo("p/m with credential c CLOSED");
    }

    @Test
    void aProbeThatSaysNothingIsNotToldAgain() {
        open(10);
        long later = 10 + Breaker.SHORTEST_MILLIS;
        for (int i = 0; i < 5; i++) {
            lane.sent(later + i);
            lane.unknown(later + i);
        }
        assertThat(told).hasSize(2);

        lane.sent(later + 10);
        lane.succeeded(later + 20, later + 10, Double.NaN);
        open(later + 30);
        lane.sent(later + 30 + Breaker.SHORTEST_MILLIS);
        assertThat(told).hasSize(5).last().asString().contains("PROBED");
    }

    @Test
    void itStandsClosedOpenAndHalfOpenForAsLongAsItDid() {
        assertThat(lane.state(5)).isEqualTo(Breaker.State.CLOSED);
        assertThat(lane.stateMillis(5)).isEqualTo(5);

        open(100);
        assertThat(lane.state(150)).isEqualTo(Breaker.State.OPEN);
        assertThat(lane.stateMillis(150)).isEqualTo(50);

        long rest = lane.view(100).restMillis();
        assertThat(lane.state(100 + rest)).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(lane.stateMillis(100 + rest + 7)).isEqualTo(7);

        lane.sent(200 + rest);
        assertThat(lane.state(200 + rest)).isEqualTo(Breaker.State.HALF_OPEN);
        lane.succeeded(210 + rest, 200 + rest, Double.NaN);
        assertThat(lane.state(210 + rest)).isEqualTo(Breaker.State.CLOSED);
        assertThat(lane.stateMillis(213 + rest)).isEqualTo(3);
    }

    @Test
    void aCredentialThatIsRefusedOrEmptyIsToldWhenItBegins() {
        lane.limited(0, 1_000, FailureClass.AUTH);
        lane.limited(500, 1_000, FailureClass.AUTH);
        lane.limited(2_000, 1_000, FailureClass.QUOTA);
        lane.limited(4_000, 1_000, FailureClass.RATE_LIMIT);

        assertThat(told).containsExactly("p/m with credential c REFUSED rests", "p/m with credential c EMPTY rests");
    }
}
