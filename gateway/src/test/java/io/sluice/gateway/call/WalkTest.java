package io.sluice.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.catalog.Clocks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WalkTest {
    private static final Leg.Hedge TOGETHER = new Leg.Hedge(9, Duration.ofMillis(50));
    private static final Leg.Span SHORT = new Leg.Span(1, Duration.ofSeconds(2));

    private static Leg leg(String provider, Leg.Span... spans) {
        Target target = new Target(
                new ProviderAccess(
                        provider, List.of(), "authorization", List.of(), null, false, false, "", Clocks.USUAL),
                "m");
        Leg.Terms terms = new Leg.Terms(List.of(spans), null, null, null, Map.of(), false, Additions.NONE);
        return new Leg(target, "a test", terms, TOGETHER);
    }

    @Test
    void whatHasNoTimeLeftIsNotAskedBesideAnother() {
        List<Leg> legs = List.of(leg("a", SHORT), leg("b"), leg("c", SHORT), leg("d"));
        Walk walk = new Walk(legs, 0, Headers.NONE, new RetryBudgets(), new SplittableRandom(1));

        assertThat(walk.takeBeside(1_000)).isEqualTo(legs.get(1));
        assertThat(walk.takeBeside(Duration.ofSeconds(3).toNanos())).isEqualTo(legs.get(3));
    }
}
