package io.sluice.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What rests for whom: calls in a drill meet a breaker of their own, and nobody else's knows of it. */
class DrillHealthTest {
    private Range range;

    @BeforeEach
    void start() throws Exception {
        range = Range.of();
    }

    @AfterEach
    void stop() throws Exception {
        range.close();
    }

    private static String servedBy(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("x-sluice-served-by").orElseThrow();
    }

    @Test
    void callsInADrillLeaveTheTargetAloneAfterAFewFaultsAsInARealOutage() throws Exception {
        String id = range.drill("\"target\":\"one\",\"fault\":\"refuse\",\"key\":\"other\"");
        for (int i = 0; i < 20; i++) {
            assertThat(servedBy(range.call(range.otherKey(), ""))).isEqualTo("two/b");
        }
        JsonNode report = range.report(id, now -> now.at("/drilled/calls").asInt() == 20);

        assertThat(report.get("faults").asInt()).isEqualTo(5);
        assertThat(report.get("noticed_after").asInt()).isEqualTo(5);
        assertThat(report.get("avoided").asInt()).isEqualTo(15);
        assertThat(report.at("/drilled/attempts").asInt()).isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse", "429", "5xx"})
    void callsOutsideADrillGoToTheTargetAsIfNothingWere(String fault) throws Exception {
        range.drill("\"target\":\"one\",\"fault\":\"" + fault + "\",\"key\":\"other\"");
        for (int i = 0; i < 10; i++) {
            assertThat(servedBy(range.call(range.otherKey(), ""))).isEqualTo("two/b");
            assertThat(servedBy(range.call(range.sluice().key(), ""))).isEqualTo("one/a");
        }
    }

    @Test
    void whereTheOperatorAskedForItEverybodysBreakerLearns() throws Exception {
        String id = range.drill("\"target\":\"one\",\"fault\":\"429\",\"retry_after\":\"60s\",\"key\":\"other\","
                + "\"breakers\":true");
        assertThat(servedBy(range.call(range.otherKey(), ""))).isEqualTo("two/b");
        range.report(id, now -> now.at("/drilled/calls").asInt() == 1);

        assertThat(servedBy(range.call(range.sluice().key(), ""))).isEqualTo("two/b");
        assertThat(range.one().requestCount()).isZero();
    }

    @Test
    void afterADrillThatEverybodysBreakerLearntOfAProbeFindsTheTargetAgain() throws Exception {
        String id = range.drill("\"target\":\"one\",\"fault\":\"5xx\",\"breakers\":true");
        for (int i = 0; i < 6; i++) {
            assertThat(servedBy(range.call("m", false))).isEqualTo("two/b");
        }
        range.stop(id);
        assertThat(servedBy(range.call("m", false))).isEqualTo("two/b");

        JsonNode report = range.report(id, now -> {
            called("m");
            return !now.get("recovered_after_ms").isNull();
        });
        assertThat(report.get("recovered_after_ms").asInt()).isPositive();
        assertThat(servedBy(range.call("m", false))).isEqualTo("one/a");
    }

    private void called(String model) {
        try {
            servedBy(range.call(model, false));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"target\":\"one\"", "\"model\":\"m\""})
    void callsAreLeftAloneWhileTheirOtherTargetsReallyRest(String aim) throws Exception {
        range.two()
                .answer(Script.json(429, "{\"error\":{\"message\":\"slow\"}}").header("retry-after", "60"));
        assertThat(range.call("two/b", false).statusCode()).isEqualTo(429);
        String id = range.drill(aim + ",\"fault\":\"refuse\"");
        for (int i = 0; i < 3; i++) {
            assertThat(servedBy(range.call("m", false))).isEqualTo("one/a");
        }

        JsonNode report = range.report(id, now -> now.at("/others/calls").asInt() == 3);
        assertThat(report.get("spared").asInt()).isEqualTo(3);
        assertThat(report.get("faults").asInt()).isZero();
    }
}
