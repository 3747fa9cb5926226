package io.sluice.gateway.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Thousands of worlds, each made of a number: {@code -Dseed=17} runs that one alone and prints its calls,
 * {@code -Dsimulation.seeds=100000} as many.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 2_000);
    private static final int UNTIL_FOUND = 300;
    private static final int CALLS = 10_000;

    private static World world(long seed, Plant plant) {
        return World.of(seed, plant).run(Duration.ofSeconds(160), 2);
    }

    @Test
    void whatRoutesPromiseHoldsInEveryWorld() {
        Long one = Long.getLong("seed");
        if (one != null) {
            World world = world(one, Plant.NOTHING);
            System.out.println(world);
            assertThat(Oracles.findings(world)).isEmpty();
            return;
        }
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(Oracles.findings(world(seed, Plant.NOTHING)))
                    .as("run again with -Dseed=%d", seed)
                    .isEmpty();
        }
    }

    @Test
    void theSameNumberIsTheSameWorld() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(world(seed, Plant.NOTHING).toString())
                    .isEqualTo(world(seed, Plant.NOTHING).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BUDGET_IGNORED, retries are a tenth and ten",
        "NEVER_HALF_OPEN, no upstream that does is left alone",
        "NEVER_OPENS, a dead upstream is asked by few",
        "REST_IGNORED, what rests comes last",
        "DEADLINE_GROWS, deadlines only shrink",
        "RUNS_FORGOTTEN, a run stays with who answers it",
        "NOTHING_FOLLOWS, what could have been answered is answered",
        "NEVER_OPENS, what a provider limits is left alone as long as it asked"
    })
    void aPlantedFaultIsFound(Plant plant, String finding) {
        for (long seed = 0; seed < UNTIL_FOUND; seed++) {
            if (Oracles.findings(world(seed, plant)).stream().anyMatch(text -> text.startsWith(finding))) {
                return;
            }
        }
        throw new AssertionError("not found in " + UNTIL_FOUND + " worlds");
    }

    @ParameterizedTest
    @CsvSource({"1:1", "1:3", "90:10", "1:0", "5:3:2", "1:1:1:1:1"})
    void sharesAreWhatTheirWeightsSay(String text) {
        List<Integer> weights = weights(text);
        List<Double> shares = shares(weights, Plant.NOTHING);

        for (int i = 0; i < shares.size(); i++) {
            assertThat(shares.get(i)).isCloseTo(share(weights, i), within(0.05));
        }
    }

    @Test
    void aWeightThatIsOffByOneIsFound() {
        List<Integer> weights = weights("1:3");

        assertThat(shares(weights, Plant.WEIGHT_OFF_BY_ONE).getFirst()).isNotCloseTo(share(weights, 0), within(0.05));
    }

    private static List<Integer> weights(String text) {
        return Arrays.stream(text.split(":")).map(Integer::valueOf).toList();
    }

    private static double share(List<Integer> weights, int one) {
        return weights.get(one)
                / (double) weights.stream().mapToInt(Integer::intValue).sum();
    }

    /** Which share of the calls each upstream had, by number. */
    private static List<Double> shares(List<Integer> weights, Plant plant) {
        List<Weather> upstreams = Collections.nCopies(weights.size(), Weather.FINE);
        World world = new World(new SplittableRandom(7), plant, Routes.split(weights), false, upstreams)
                .run(Duration.ofSeconds(CALLS / 10), 10);
        return IntStream.range(0, weights.size())
                .mapToObj(i -> world.calls.stream()
                                .filter(call -> call.firstAsked().equals("p" + i))
                                .count()
                        / (double) world.calls.size())
                .toList();
    }
}
