package io.sluice.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Times;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault, as a caller meets it: behind a second target not at all, without one as the error it would be. */
class DrillFaultsTest {
    private Range range;

    @BeforeEach
    void start() throws Exception {
        range = Range.of();
    }

    @AfterEach
    void stop() throws Exception {
        range.close();
    }

    @ParameterizedTest
    @CsvSource({
        "429, false, 429, ",
        "429, true, 429, ",
        "5xx, false, 500, ",
        "503, true, 503, ",
        "refuse, false, 0, upstream_connect",
        "refuse, true, 0, upstream_connect",
        "timeout, false, 0, upstream_timeout",
        "timeout, true, 0, upstream_timeout"
    })
    void aSecondTargetAnswersAndTheFirstOneIsNotAskedAtAll(String fault, boolean stream, int status, String code)
            throws Exception {
        range.drill("\"target\":\"one/a\",\"fault\":\"" + fault + "\"");
        HttpResponse<String> answer = range.call("m", stream);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("from-two").doesNotContain("drill");
        assertThat(range.one().requestCount()).isZero();
        CallRow row = range.sluice().call(answer);
        assertThat(row.attempts()).extracting(AttemptRow::drill).containsExactly(true, false);
        assertThat(row.attempts()).extracting(AttemptRow::reason).containsExactly("first", "fallback");
        AttemptRow failed = row.attempts().getFirst();
        assertThat(failed.status()).isEqualTo(status);
        assertThat(failed.sent()).isEqualTo(Times.NEVER);
        assertThat(failed.maybeBilled()).isFalse();
        if (code != null) {
            assertThat(failed.errorCode()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({"cut, true, 1", "stall, true, 1", "cut, true, 0", "cut, false, 0", "stall, false, 0"})
    void whatBreaksBeforeTheCallerSawContentIsAnsweredByTheSecondTarget(String fault, boolean stream, int after)
            throws Exception {
        range.drill("\"target\":\"one/a\",\"fault\":\"" + fault + "\",\"after\":" + after);
        HttpResponse<String> answer = range.call("m", stream);

        assertThat(answer.body()).contains("from-two").doesNotContain("from-one");
        assertThat(range.one().requestCount()).isEqualTo(1);
        CallRow row = range.sluice().call(answer);
        assertThat(row.attempts()).extracting(AttemptRow::drill).containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource({"cut, upstream_cut", "stall, upstream_stalled"})
    void whatBreaksAfterContentIsAnHonestError(String fault, String code) throws Exception {
        range.drill("\"target\":\"one/a\",\"fault\":\"" + fault + "\",\"after\":2");
        HttpResponse<String> answer = range.call("m", true);

        assertThat(answer.body()).contains(code, "made on purpose by drill d1").doesNotContain("[DONE]", "from-two");
        assertThat(range.sluice().call(answer).attempts())
                .extracting(AttemptRow::errorCode)
                .containsExactly(code);
    }

    @Test
    void whereTheRouteGoesOnWithAStreamThatBreaksTheCallerSeesAWholeOne() throws Exception {
        String id = range.drill("\"model\":\"on\",\"fault\":\"cut\",\"after\":2");
        HttpResponse<String> answer = range.call("on", true);

        assertThat(answer.body()).contains("from-one", "from-two").endsWith("data: [DONE]\n\n");
        assertThat(range.report(id, now -> now.at("/drilled/whole").asInt() == 1)
                        .get("faults")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "429, false, 429",
        "429, true, 429",
        "5xx, false, 500",
        "503, true, 503",
        "refuse, false, 502",
        "refuse, true, 502",
        "timeout, false, 504",
        "timeout, true, 504",
        "cut, false, 502",
        "stall, false, 504"
    })
    void withoutASecondTargetTheCallerIsToldTheTruth(String fault, boolean stream, int status) throws Exception {
        range.drill("\"model\":\"alone\",\"fault\":\"" + fault + "\"");
        HttpResponse<String> answer = range.call("alone", stream);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error\":").contains("made on purpose by drill d1");
        assertThat(range.sluice().call(answer).attempts().getFirst().drill()).isTrue();
    }

    @Test
    void a429SaysWhenToComeBack() throws Exception {
        range.drill("\"target\":\"one/a\",\"fault\":\"429\",\"retry_after\":\"17s\"");

        assertThat(range.call("alone", false).headers().firstValue("retry-after"))
                .hasValue("17");
    }

    @Test
    void aStreamThatIsOverBeforeItCouldBreakIsLeftWhole() throws Exception {
        range.drill("\"target\":\"one/a\",\"fault\":\"cut\",\"after\":500");

        assertThat(range.call("m", true).body()).contains("from-one").endsWith("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/v1beta/models/alone:generateContent"})
    void aCallerOfAnotherDialectReadsItInItsOwn(String path) throws Exception {
        range.drill("\"target\":\"one\",\"fault\":\"503\"");
        String body = path.endsWith("messages")
                ? "{\"model\":\"alone\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                : "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}";
        HttpResponse<String> answer = range.sluice().post(path, body);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains(path.endsWith("messages") ? "\"type\":\"error\"" : "\"status\":\"UNAVAILABLE\"")
                .contains("made on purpose by drill d1");
    }
}
