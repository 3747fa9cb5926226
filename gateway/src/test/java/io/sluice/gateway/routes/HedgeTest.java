package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second attempt beside one that takes long: the first that has something answers, the other is given up and told of. */
class HedgeTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String ROUTE = "{ hedge: [one/a, two/b], after: 50ms }";

    private Simulator one;
    private Simulator two;

    @BeforeEach
    void start() {
        one = Simulator.start();
        two = Simulator.start();
        one.answer(Script.text("one"));
        two.answer(Script.text("two"));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private SluiceUnderTest sluice(String route) throws Exception {
        return SluiceUnderTest.of("providers:\n  one: { dialect: openai-chat, url: \"" + one.url()
                + "/v1\", key: a }\n  two: { dialect: openai-chat, url: \"" + two.url()
                + "/v1\", key: b }\nmodels:\n  m: " + route + "\n");
    }

    private static HttpResponse<String> call(SluiceUnderTest sluice, boolean stream) throws Exception {
        return sluice.post(
                "/v1/chat/completions", SluiceUnderTest.chatBody("m", "hi", stream ? ",\"stream\":true" : ""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSecondIsAskedBesideOneThatTakesLongAndTheFirstIsGivenUp(boolean stream) throws Exception {
        one.answer(Script.silence());
        try (SluiceUnderTest sluice = sluice(ROUTE)) {
            HttpResponse<String> answer = call(sluice, stream);

            assertThat(answer.body()).contains("two");
            assertThat(answer.headers().firstValue("x-sluice-served-by")).contains("two/b");
            assertThat(one.callerLeft(1).get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isNotNull();
            CallRow row = sluice.call(answer);
            assertThat(row.served()).hasToString("two/b");
            assertThat(row.attempts()).extracting(AttemptRow::reason).containsExactly("first", "hedge");
            assertThat(row.attempts()).extracting(AttemptRow::maybeBilled).containsExactly(true, false);
            assertThat(row.attempts().getFirst().errorCode()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFirstAnswersIfItIsSoonerAfterAll(boolean stream) throws Exception {
        one.answer(Script.text("one").slowFirstByte(Duration.ofMillis(300)));
        two.answer(Script.silence());
        try (SluiceUnderTest sluice = sluice(ROUTE)) {
            HttpResponse<String> answer = call(sluice, stream);

            assertThat(answer.body()).contains("one");
            assertThat(answer.headers().firstValue("x-sluice-served-by")).contains("one/a");
            CallRow row = sluice.call(answer);
            assertThat(row.served()).hasToString("one/a");
            assertThat(row.attempts()).extracting(AttemptRow::maybeBilled).containsExactly(false, true);
            assertThat(row.usage()).isNotNull();
        }
    }

    @Test
    void nothingIsSentTwiceWhereTheFirstIsQuickEnough() throws Exception {
        try (SluiceUnderTest sluice = sluice("{ hedge: [one/a, two/b], after: 20s }")) {
            assertThat(call(sluice, false).body()).contains("one");
            assertThat(two.requestCount()).isZero();
        }
    }

    @Test
    void whereTheSecondFailsTheThirdIsAskedBesideTheFirst() throws Exception {
        one.answer(Script.silence());
        two.when(request -> request.model().equals("b"), Script.json(500, "{\"error\":{\"message\":\"no\"}}"));
        try (SluiceUnderTest sluice = sluice("{ hedge: [one/a, two/b, two/c], after: 50ms }")) {
            HttpResponse<String> answer = call(sluice, false);

            assertThat(answer.headers().firstValue("x-sluice-served-by")).contains("two/c");
            assertThat(sluice.call(answer).attempts())
                    .extracting(AttemptRow::reason)
                    .containsExactly("first", "hedge", "hedge");
        }
    }

    @Test
    void whereTheSecondSaysTheRequestIsWrongNoThirdIsAsked() throws Exception {
        one.answer(Script.text("one").slowFirstByte(Duration.ofMillis(400)));
        two.answer(Script.json(400, "{\"error\":{\"message\":\"no\"}}"));
        try (SluiceUnderTest sluice = sluice("{ hedge: [one/a, two/b, two/c], after: 50ms }")) {
            call(sluice, false);

            assertThat(two.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void aFailureBesideAnAttemptThatStillRunsIsNotTold() throws Exception {
        one.answer(Script.text("one").slowFirstByte(Duration.ofMillis(400)));
        two.answer(Script.json(500, "{\"error\":{\"message\":\"no\"}}"));
        try (SluiceUnderTest sluice = sluice(ROUTE)) {
            HttpResponse<String> answer = call(sluice, false);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("one");
            assertThat(sluice.call(answer).attempts())
                    .extracting(AttemptRow::status)
                    .containsExactly(200, 500);
        }
    }

    @Test
    void whereBothFailTheNextOfThePlanIsAsked() throws Exception {
        one.answer(Script.json(500, "{}").slowFirstByte(Duration.ofMillis(200)));
        two.when(request -> request.model().equals("b"), Script.json(500, "{}"));
        try (SluiceUnderTest sluice = sluice("{ first: [{ hedge: [one/a, two/b], after: 50ms }, two/c] }")) {
            HttpResponse<String> answer = call(sluice, false);

            assertThat(answer.body()).contains("two");
            assertThat(sluice.call(answer).attempts())
                    .extracting(AttemptRow::reason)
                    .containsExactly("first", "hedge", "fallback");
        }
    }

    @Test
    void theFirstFailingBeforeTheSecondIsDueMovesOnAtOnce() throws Exception {
        one.answer(Script.json(500, "{}"));
        try (SluiceUnderTest sluice = sluice("{ hedge: [one/a, two/b], after: 20s }")) {
            HttpResponse<String> answer = call(sluice, false);

            assertThat(answer.body()).contains("two");
            assertThat(sluice.call(answer).attempts())
                    .extracting(AttemptRow::reason)
                    .containsExactly("first", "fallback");
        }
    }

    @Test
    void aStreamThatHasNoContentYetIsOvertaken() throws Exception {
        String role =
                "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                        + "{\"role\":\"assistant\",\"content\":\"\"}}]}";
        one.answer(Script.sse(role, role).pause(LONG));
        try (SluiceUnderTest sluice = sluice(ROUTE)) {
            assertThat(call(sluice, true).body()).contains("two").doesNotContain("one");
        }
    }

    @Test
    void bothAreGivenUpWhenTheCallerLeaves() throws Exception {
        one.answer(Script.silence());
        two.answer(Script.silence());
        try (SluiceUnderTest sluice = sluice(ROUTE)) {
            try (RawCaller caller = new RawCaller(sluice.port())) {
                caller.post("/v1/chat/completions", sluice.key(), SluiceUnderTest.chatBody("m", "hi", ""));
                two.awaitRequest(LONG);
            }

            assertThat(one.callerLeft(1).get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isNotNull();
            assertThat(two.callerLeft(1).get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isNotNull();
        }
    }
}
