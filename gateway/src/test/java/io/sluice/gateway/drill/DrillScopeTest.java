package io.sluice.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.AttemptRow;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Which calls a drill is made for, and that no other feels it. */
class DrillScopeTest {
    private static final String REFUSE = "\"fault\":\"refuse\"";

    private Range range;

    @BeforeEach
    void start() throws Exception {
        range = Range.of();
    }

    @AfterEach
    void stop() throws Exception {
        range.close();
    }

    private boolean drilled(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(200);
        return range.sluice().call(answer).attempts().stream().anyMatch(AttemptRow::drill);
    }

    private String usual() {
        return range.sluice().key();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 30, 70", "10, 900, 1100", "50, 4800, 5200", "100, 10000, 10000"})
    void aShareIsDrawnByChance(double share, int least, int most) {
        DrillPlan plan = new DrillPlan(
                new Aim.AllOf("one"), new Fault.Refuse(), share, Set.of(), null, Duration.ofMinutes(1), false);
        SplittableRandom chance = new SplittableRandom(7);
        long drawn = IntStream.range(0, 10_000).filter(_ -> plan.drawn(chance)).count();

        assertThat(drawn).isBetween((long) least, (long) most);
    }

    @Test
    void aShareOfTheCallsFailsAndTheOthersAreCountedBesideThem() throws Exception {
        String id = range.drill("\"target\":\"one/a\"," + REFUSE + ",\"share\":50");
        int calls = 60;
        for (int i = 0; i < calls; i++) {
            assertThat(range.call("m", false).statusCode()).isEqualTo(200);
        }
        JsonNode report = range.report(
                id,
                now -> now.at("/drilled/calls").asInt()
                                + now.at("/others/calls").asInt()
                        == calls);

        assertThat(report.at("/drilled/calls").asInt()).isBetween(5, 55);
        assertThat(report.at("/drilled/whole").asInt())
                .isEqualTo(report.at("/drilled/calls").asInt());
        assertThat(report.at("/others/attempts").asInt())
                .isEqualTo(report.at("/others/calls").asInt());
    }

    @Test
    void aKeyThatIsNamedIsTheOnlyOneToFeelIt() throws Exception {
        range.drill("\"target\":\"one\"," + REFUSE + ",\"key\":\"other\"");

        assertThat(drilled(range.call(range.otherKey(), ""))).isTrue();
        assertThat(drilled(range.call(usual(), ""))).isFalse();
    }

    @Test
    void aHeaderCountsWhereItWasArmedForTheKeysThatWereNamed() throws Exception {
        range.drill("\"model\":\"m\"," + REFUSE + ",\"key\":\"other\",\"header\":\"friday\"");

        assertThat(drilled(range.call(range.otherKey(), "friday"))).isTrue();
        assertThat(drilled(range.call(range.otherKey(), "monday"))).isFalse();
        assertThat(drilled(range.call(range.otherKey(), ""))).isFalse();
        assertThat(drilled(range.call(usual(), "friday"))).isFalse();
    }

    @Test
    void aHeaderThatNobodyArmedIsIgnoredAndGoesNoFurther() throws Exception {
        assertThat(drilled(range.call(usual(), "refuse"))).isFalse();
        assertThat(range.one().requests().getFirst().header(DrillPlan.HEADER)).isEmpty();
    }

    @Test
    void aModelsDrillStrikesItsFirstTargetUnderThatNameAlone() throws Exception {
        range.drill("\"model\":\"m\"," + REFUSE);

        assertThat(drilled(range.call("m", false))).isTrue();
        assertThat(drilled(range.call("alone", false))).isFalse();
        assertThat(drilled(range.call("one/a", false))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "one/a"})
    void aTargetsDrillStrikesItUnderEveryName(String target) throws Exception {
        range.drill("\"target\":\"" + target + "\"," + REFUSE);

        assertThat(drilled(range.call("m", false))).isTrue();
        assertThat(range.call("alone", false).statusCode()).isEqualTo(502);
        assertThat(range.call("one/a", false).statusCode()).isEqualTo(502);
        assertThat(range.call("two/b", false).statusCode()).isEqualTo(200);
    }

    @Test
    void anotherModelOfTheProviderIsNotStruckByADrillOfOne() throws Exception {
        range.drill("\"target\":\"one/other\"," + REFUSE);

        assertThat(drilled(range.call("m", false))).isFalse();
    }
}
