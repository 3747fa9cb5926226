package io.sluice.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the report of a drill says, and what is said to those who ask for one wrongly. */
class DrillReportTest {
    private Range range;

    @BeforeEach
    void start() throws Exception {
        range = Range.of();
    }

    @AfterEach
    void stop() throws Exception {
        range.close();
    }

    @Test
    void itSaysWhatCallersSawWhatItTookAndHowItWasBefore() throws Exception {
        for (int i = 0; i < 4; i++) {
            range.sluice().call(range.call("m", false));
        }
        String id = range.drill("\"model\":\"m\",\"fault\":\"5xx\"");
        for (int i = 0; i < 3; i++) {
            range.call("m", i == 0);
        }
        JsonNode report = range.report(id, now -> now.at("/drilled/calls").asInt() == 3);

        assertThat(report.at("/before/calls").asInt()).isEqualTo(4);
        assertThat(report.at("/before/whole").asInt()).isEqualTo(4);
        assertThat(report.at("/before/total_ms/p95").asDouble()).isPositive();
        assertThat(report.at("/before/tokens/one~1a/input").asInt()).isEqualTo(40);
        assertThat(report.at("/drilled/whole").asInt()).isEqualTo(3);
        assertThat(report.at("/drilled/attempts").asInt()).isEqualTo(6);
        assertThat(report.get("faults").asInt()).isEqualTo(3);
        assertThat(report.at("/drilled/first_token_ms/p95").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(report.at("/drilled/total_ms/p95").asDouble() * 1.04);
        assertThat(report.at("/drilled/tokens/two~1b/input").asInt()).isEqualTo(60);
        assertThat(report.at("/drilled/tokens/two~1b/output").asInt()).isEqualTo(6);
        assertThat(report.at("/drilled/tokens/two~1b/cost_usd").asString()).isEqualTo("0.000072");
        assertThat(report.at("/before/tokens/one~1a/cost_usd").isNull()).isTrue();
        assertThat(report.at("/drilled/tokens/one~1a").isMissingNode()).isTrue();
    }

    @Test
    void failuresThatCallersSawStandByTheirCodes() throws Exception {
        String id = range.drill("\"target\":\"one\",\"fault\":\"refuse\"");
        range.call("alone", false);
        range.call("alone", false);
        range.stop(id);
        String other = range.drill("\"target\":\"one\",\"fault\":\"429\"");
        range.call("alone", false);

        JsonNode refused = range.report(id, now -> now.at("/drilled/calls").asInt() == 2);
        assertThat(refused.at("/drilled/failed/upstream_connect").asInt()).isEqualTo(2);
        assertThat(refused.at("/drilled/whole").asInt()).isZero();
        JsonNode limited = range.report(other, now -> now.at("/drilled/calls").asInt() == 1);
        assertThat(limited.at("/drilled/failed/http_429").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"fault\":\"429\"' | target | give either target",
                "'\"target\":\"one\",\"model\":\"m\",\"fault\":\"429\"' | target | both given",
                "'\"target\":\"oen\",\"fault\":\"429\"' | target | did you mean \"one\"",
                "'\"target\":\"one/\",\"fault\":\"429\"' | target | neither a provider nor provider/model",
                "'\"model\":\"n\",\"fault\":\"429\"' | model | no public model",
                "'\"target\":\"one\"' | fault | give 429, 5xx",
                "'\"target\":\"one\",\"fault\":\"404\"' | fault | give 429, 5xx",
                "'\"target\":\"one\",\"fault\":\"429\",\"share\":0' | share | give percent",
                "'\"target\":\"one\",\"fault\":\"429\",\"share\":\"110%\"' | share | give percent",
                "'\"target\":\"one\",\"fault\":\"429\",\"key\":\"nobody\"' | key | no key that works",
                "'\"target\":\"one\",\"fault\":\"429\",\"header\":\"x\"' | key | only for the keys you name",
                "'\"target\":\"one\",\"fault\":\"429\",\"header\":\"a b\",\"key\":\"test\"' | header | visible",
                "'\"target\":\"one\",\"fault\":\"429\",\"for\":\"2h\"' | for | 60 minutes",
                "'\"target\":\"one\",\"fault\":\"429\",\"for\":\"soon\"' | for | is no duration",
                "'\"target\":\"one\",\"fault\":\"429\",\"after\":2' | after | before a stall or a cut",
                "'\"target\":\"one\",\"fault\":\"cut\",\"after\":-1' | after | number of events",
                "'\"target\":\"one\",\"fault\":\"cut\",\"retry_after\":\"5s\"' | retry_after | a 429 only",
                "'\"target\":\"one\",\"fault\":\"429\",\"shaer\":5' | shaer | did you mean"
            })
    void whatMakesNoSenseIsSaidWithWhatToWrite(String members, String param, String message) throws Exception {
        HttpResponse<String> answer = range.ask("POST", "/admin/v1/drills", "{" + members + "}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"param\":\"" + param + "\"").contains(message.replace("\"", "\\\""));
        assertThat(range.ask("GET", "/admin/v1/drills", "").body()).isEqualTo("{\"drills\":[]}");
    }

    @Test
    void aDrillThatIsNotThereIs404() throws Exception {
        assertThat(range.ask("GET", "/admin/v1/drills/d9", "").body()).contains("drill_not_found");
        assertThat(range.ask("DELETE", "/admin/v1/drills/d9", "").statusCode()).isEqualTo(404);
    }

    @Test
    void withAVirtualKeyNobodyBeginsOne() throws Exception {
        HttpResponse<String> answer = range.sluice()
                .send(HttpRequest.newBuilder(range.sluice().adminUrl().resolve("/admin/v1/drills"))
                        .header("authorization", "Bearer " + range.sluice().key())
                        .POST(HttpRequest.BodyPublishers.ofString("{\"target\":\"one\",\"fault\":\"refuse\"}")));

        assertThat(answer.statusCode()).isIn(401, 403);
        assertThat(range.call("alone", false).statusCode()).isEqualTo(200);
    }
}
