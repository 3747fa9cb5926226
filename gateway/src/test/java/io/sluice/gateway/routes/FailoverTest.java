package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Answer;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows when the first of two targets fails: another answer, or its own word, and nothing after content. */
class FailoverTest {
    private static final String WHOLE =
            "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"from two\"},\"finish_reason\":\"stop\"}]}";
    private static final String ERROR = "{\"error\":{\"message\":\"%s\",\"code\":\"%s\",\"type\":\"odd\"}}";

    private Simulator one;
    private Simulator two;

    @BeforeEach
    void start() throws Exception {
        one = Simulator.start();
        two = Simulator.start();
        answers(false);
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private void answers(boolean stream) {
        two.answer(stream ? Script.sse(event("from two"), finish(), "[DONE]") : Script.json(200, WHOLE));
    }

    private static String event(String text) {
        return "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                + "{\"content\":\"" + text + "\"}}]}";
    }

    private static String finish() {
        return "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},"
                + "\"finish_reason\":\"stop\"}]}";
    }

    private static String role() {
        return "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                + "{\"role\":\"assistant\",\"content\":\"\"}}]}";
    }

    private static Answer error(int status, String message, String code) {
        return Script.json(status, ERROR.formatted(message, code));
    }

    private SluiceUnderTest sluice(String route) throws Exception {
        return SluiceUnderTest.of("providers:\n  one: { dialect: openai-chat, url: \"" + one.url()
                + "/v1\", key: a }\n  two: { dialect: openai-chat, url: \"" + two.url()
                + "/v1\", key: b }\nmodels:\n  m: " + route + "\n  big: two/big\n");
    }

    private static HttpResponse<String> call(SluiceUnderTest sluice, boolean stream) throws Exception {
        return sluice.post(
                "/v1/chat/completions", SluiceUnderTest.chatBody("m", "hi", stream ? ",\"stream\":true" : ""));
    }

    private static List<String> errors(CallRow row) {
        return row.attempts().stream().map(AttemptRow::errorCode).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "500, false",
        "502, false",
        "503, false",
        "504, false",
        "529, false",
        "429, false",
        "401, false",
        "403, false",
        "402, false",
        "408, false",
        "500, true",
        "429, true",
        "401, true"
    })
    void aFailureOfTheProviderIsFollowedByTheNextOne(int status, boolean stream) throws Exception {
        answers(stream);
        one.answer(error(status, "no", "theirs"));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b] }")) {
            HttpResponse<String> answer = call(sluice, stream);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("from two");
            CallRow row = sluice.call(answer);
            assertThat(row.attempts()).extracting(AttemptRow::reason).containsExactly("first", "fallback");
            assertThat(row.attempts().getFirst().status()).isEqualTo(status);
            assertThat(row.ending().errorClass()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 413, 422})
    void whatIsTheCallersFaultIsToldByTheProviderItself(int status) throws Exception {
        one.answer(error(status, "your fault", "bad_thing"));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b] }")) {
            HttpResponse<String> answer = call(sluice, false);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo(ERROR.formatted("your fault", "bad_thing"));
            assertThat(two.requestCount()).isZero();
        }
    }

    @Test
    void aModelThatIsNotThereIsLookedForAtTheNextTargetWhereTheRouteSaysSo() throws Exception {
        one.answer(error(404, "no such model", "model_not_found"));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b], on: { not-found: next } }")) {
            assertThat(call(sluice, false).body()).contains("from two");
        }
    }

    @Test
    void whatTheCallerNamesAndIsNotThereIsNoFaultOfTheTarget() throws Exception {
        one.answer(error(404, "no such file", "not_found"));
        try (SluiceUnderTest sluice = SluiceUnderTest.of("providers:\n  one: { dialect: openai-chat, ids: open, url: \""
                + one.url() + "/v1\", key: a }\n  two: { dialect: openai-chat, ids: open, url: \"" + two.url()
                + "/v1\", key: b }\nmodels:\n  m: { first: [one/a, two/b], on: { not-found: next } }\n")) {
            HttpResponse<String> answer = sluice.post(
                    "/v1/chat/completions",
                    "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":"
                            + "{\"file_id\":\"file-1\"}}]}]}");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(two.requestCount()).isZero();
        }
    }

    @Test
    void theLastOnesOwnErrorPassesWhenAllFail() throws Exception {
        one.answer(error(500, "first", "one"));
        two.answer(error(503, "second", "two"));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b] }")) {
            HttpResponse<String> answer = call(sluice, false);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo(ERROR.formatted("second", "two"));
        }
    }

    @Test
    void anErrorInsideAStreamBeforeItsFirstContentFallsOverToo() throws Exception {
        answers(true);
        one.answer(Script.sse(role(), ERROR.formatted("overloaded", "busy")));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b] }")) {
            HttpResponse<String> answer = call(sluice, true);

            assertThat(answer.body())
                    .contains("from two")
                    .endsWith("data: [DONE]\n\n")
                    .doesNotContain("overloaded");
            assertThat(sluice.call(answer).attempts()).hasSize(2);
        }
    }

    @Test
    void aStreamThatBreaksBeforeItsFirstContentFallsOverToo() throws Exception {
        answers(true);
        one.answer(Script.sse(role()).then(new io.sluice.simulator.Step.Rst()));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b] }")) {
            HttpResponse<String> answer = call(sluice, true);

            assertThat(answer.body()).contains("from two");
            assertThat(errors(sluice.call(answer))).containsExactly("upstream_cut", null);
        }
    }

    @Test
    void afterContentThereIsAnHonestErrorAndNoOtherTarget() throws Exception {
        one.answer(Script.sse(event("from one"), ERROR.formatted("overloaded", "busy"))
                .pause(Duration.ofMillis(60)));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b] }")) {
            HttpResponse<String> answer = call(sluice, true);

            assertThat(answer.body())
                    .contains("from one")
                    .contains("overloaded")
                    .doesNotContain("from two")
                    .doesNotContain("[DONE]");
            assertThat(two.requestCount()).isZero();
        }
    }

    @Test
    void aFirstContentThatComesTooLateFallsOver() throws Exception {
        answers(true);
        one.answer(Script.sse(role(), event("late"), "[DONE]").pause(Duration.ofSeconds(30)));
        try (SluiceUnderTest sluice = sluice("{ first-token: 200ms, first: [one/a, two/b] }")) {
            HttpResponse<String> answer = call(sluice, true);

            assertThat(answer.body()).contains("from two");
            assertThat(errors(sluice.call(answer))).containsExactly("upstream_timeout", null);
        }
    }

    @Test
    void theTimeOfANodeHoldsForAllBelowItTogether() throws Exception {
        one.answer(Script.silence());
        two.answer(Script.silence());
        try (SluiceUnderTest sluice = sluice("{ timeout: 300ms, first: [one/a, two/b] }")) {
            HttpResponse<String> answer = call(sluice, false);

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("upstream_timeout");
            assertThat(two.requestCount()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"x-sluice-timeout-ms, 300", "x-litellm-timeout, 0.3", "x-stainless-timeout, 0.3"})
    void theCallersOwnTimeIsObeyed(String header, String value) throws Exception {
        one.answer(Script.silence());
        try (SluiceUnderTest sluice = sluice("one/a")) {
            HttpResponse<String> answer = sluice.send(sluice.request("/v1/chat/completions")
                    .header(header, value)
                    .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("m", "hi", ""))));

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("upstream_timeout");
        }
    }

    @Test
    void aStreamThatRunsIsNotCutByTheTimeItHadToBegin() throws Exception {
        one.answer(Script.sse(event("a"), event("b"), finish(), "[DONE]").pause(Duration.ofMillis(300)));
        try (SluiceUnderTest sluice = sluice("{ use: one/a, timeout: 400ms }")) {
            HttpResponse<String> answer = sluice.send(sluice.request("/v1/chat/completions")
                    .header("x-stainless-timeout", "0.4")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            SluiceUnderTest.chatBody("m", "hi", ",\"stream\":true"))));

            assertThat(answer.body()).contains("\"b\"").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void theSameTargetIsTriedAgainAsOftenAsTheRouteSays() throws Exception {
        one.answer(error(500, "no", "theirs"));
        try (SluiceUnderTest sluice = sluice("{ use: one/a, retries: 2 }")) {
            HttpResponse<String> answer = call(sluice, false);

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(sluice.call(answer).attempts())
                    .extracting(AttemptRow::reason)
                    .containsExactly("first", "retry", "retry");
        }
    }

    @Test
    void retriesAreATenthOfTheCallsAndTenInABurst() throws Exception {
        one.answer(error(429, "slow down", "rate_limit_exceeded"));
        try (SluiceUnderTest sluice = sluice("{ use: one/a, retries: 5 }")) {
            int calls = 60;
            for (int i = 0; i < calls; i++) {
                assertThat(call(sluice, false).statusCode()).isEqualTo(429);
            }
            assertThat(one.requestCount())
                    .isLessThanOrEqualTo(calls + calls / 10 + 10)
                    .isGreaterThan(calls);
        }
    }

    @Test
    void whoAsksForMoreTimeThanACallerHasIsNotTriedAgain() throws Exception {
        one.answer(error(429, "slow down", "rate_limit_exceeded").header("retry-after", "3600"));
        try (SluiceUnderTest sluice = sluice("{ use: one/a, retries: 2 }")) {
            HttpResponse<String> answer = call(sluice, false);

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(sluice.call(answer).attempts()).hasSize(1);
        }
    }

    @Test
    void aPromptThatIsTooLongMayGoToARouteOfItsOwn() throws Exception {
        one.answer(error(400, "This model's maximum context length is 8192 tokens", "context_length_exceeded"));
        try (SluiceUnderTest sluice = sluice("{ use: one/a, on: { context-too-long: big } }")) {
            HttpResponse<String> answer = call(sluice, false);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-sluice-served-by")).hasValue("two/big");
        }
    }

    @Test
    void whatARouteSaysShallStopIsTold() throws Exception {
        one.answer(error(429, "slow down", "rate_limit_exceeded"));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b], on: { rate-limit: stop } }")) {
            assertThat(call(sluice, false).statusCode()).isEqualTo(429);
            assertThat(two.requestCount()).isZero();
        }
    }

    @Test
    void aTargetThatKeepsFailingIsLeftAloneAfterAFewCalls() throws Exception {
        one.answer(error(500, "no", "theirs"));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b] }")) {
            for (int i = 0; i < 20; i++) {
                assertThat(call(sluice, false).statusCode()).isEqualTo(200);
            }
            assertThat(one.requestCount()).isEqualTo(5);
        }
    }

    @Test
    void aTargetThatSaidWhenToComeBackIsLeftAloneUntilThen() throws Exception {
        one.answer(
                Script.json(429, ERROR.formatted("slow", "rate_limit_exceeded")).header("retry-after", "60"));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b] }")) {
            for (int i = 0; i < 10; i++) {
                assertThat(call(sluice, false).statusCode()).isEqualTo(200);
            }
            assertThat(one.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyAccountRestsAllItsModels() throws Exception {
        one.answer(error(429, "You exceeded your current quota", "insufficient_quota"));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, one/other, two/b] }")) {
            assertThat(call(sluice, false).body()).contains("from two");
            long asked = one.requestCount();
            assertThat(call(sluice, false).body()).contains("from two");

            assertThat(one.requestCount()).isEqualTo(asked);
        }
    }
}
