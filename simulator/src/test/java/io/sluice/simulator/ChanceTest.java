package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChanceTest {

    private static final ReceivedRequest ANY = new ReceivedRequest(1, 1, 0, "GET", "/", List.of(), Octets.EMPTY);

    @Test
    void aPercentageIsMetAndComesBackWithItsSeed() {
        List<Boolean> draws = draws(Chance.percent(30, new SplittableRandom(7)), 10_000);
        assertThat(draws.stream().filter(hit -> hit).count()).isBetween(2_800L, 3_200L);
        assertThat(draws(Chance.percent(30, new SplittableRandom(7)), 10_000)).isEqualTo(draws);
        assertThat(draws(Chance.percent(0, new SplittableRandom(7)), 100)).containsOnly(false);
        assertThat(draws(Chance.percent(100, new SplittableRandom(7)), 100)).containsOnly(true);
        assertThatThrownBy(() -> Chance.percent(101, new SplittableRandom(7))).hasMessageContaining("0 to 100");
    }

    @Test
    void aWindowIsOpenFromItsStartUntilBeforeItsEnd() {
        AtomicLong clock = new AtomicLong(500);
        Predicate<ReceivedRequest> window = Chance.between(Duration.ofNanos(10), Duration.ofNanos(20), clock::get);
        assertThat(List.of(509L, 510L, 519L, 520L))
                .map(at -> {
                    clock.set(at);
                    return window.test(ANY);
                })
                .containsExactly(false, true, true, false);
    }

    @Test
    void theFirstOnesAreCounted() {
        assertThat(draws(Chance.first(2), 4)).containsExactly(true, true, false, false);
    }

    private static List<Boolean> draws(Predicate<ReceivedRequest> condition, int times) {
        return IntStream.range(0, times).mapToObj(_ -> condition.test(ANY)).toList();
    }
}
