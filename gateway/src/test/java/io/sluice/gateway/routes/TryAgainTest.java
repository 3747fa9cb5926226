package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.Answer;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers are told whose client tries again by itself: a client as the SDKs are, which obeys. */
class TryAgainTest {
    private static final String ERROR = "{\"error\":{\"message\":\"%s\",\"code\":\"%s\",\"type\":\"odd\"}}";
    private static final int SDK_RETRIES = 2;

    private Simulator one;
    private Simulator two;

    @BeforeEach
    void start() {
        one = Simulator.start().answer(error(429, "slow down", "rate_limit_exceeded"));
        two = Simulator.start().answer(error(503, "busy", "overloaded"));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static Answer error(int status, String message, String code) {
        return Script.json(status, ERROR.formatted(message, code));
    }

    private SluiceUnderTest sluice(String route) throws Exception {
        return SluiceUnderTest.of("providers:\n  one: { dialect: openai-chat, url: \"" + one.url()
                + "/v1\", key: a }\n  two: { dialect: openai-chat, url: \"" + two.url()
                + "/v1\", key: b }\nmodels:\n  m: " + route + "\n");
    }

    private static HttpResponse<String> send(SluiceUnderTest sluice, int sentBefore) throws Exception {
        return sluice.send(sluice.request("/v1/chat/completions")
                .header("x-stainless-retry-count", Integer.toString(sentBefore))
                .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("m", "hi", ""))));
    }

    private static boolean mayTryAgain(HttpResponse<String> answer) {
        return !answer.headers().allValues("x-should-retry").contains("false");
    }

    /** One call of an application, tried again by its SDK as often as it may. */
    private static HttpResponse<String> call(SluiceUnderTest sluice) throws Exception {
        HttpResponse<String> answer = send(sluice, 0);
        for (int again = 1; again <= SDK_RETRIES && answer.statusCode() != 200 && mayTryAgain(answer); again++) {
            answer = send(sluice, again);
        }
        return answer;
    }

    @ParameterizedTest
    @CsvSource({"one/a", "'{ use: one/a, retries: 2 }'", "'{ first: [one/a, two/b] }'"})
    void anUpstreamThatAnswersNothingIsAskedATenthMoreAndTenInABurst(String route) throws Exception {
        try (SluiceUnderTest sluice = sluice(route)) {
            int calls = 100;
            for (int i = 0; i < calls; i++) {
                assertThat(call(sluice).statusCode()).isGreaterThanOrEqualTo(429);
            }
            assertThat(one.requestCount()).isBetween(calls + 10L, calls + calls / 10 + 10L);
            assertThat(two.requestCount()).isLessThanOrEqualTo(calls + calls / 10 + 10L);
        }
    }

    @Test
    void whereHalfTheCallsAreAnsweredTheOthersAreTriedAgainUntilTheyAre() throws Exception {
        try (SluiceUnderTest sluice = sluice("one/a")) {
            for (int i = 0; i < 100; i++) {
                one.next(error(429, "slow down", "rate_limit_exceeded"), Script.text("hello"));
                assertThat(call(sluice).statusCode()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"429, You exceeded your current quota, insufficient_quota", "401, no such key, invalid_api_key"})
    void whatDoesNotPassByItselfIsNotTriedAgain(int status, String message, String code) throws Exception {
        one.answer(error(status, message, code));
        try (SluiceUnderTest sluice = sluice("one/a")) {
            assertThat(send(sluice, 0).headers().allValues("x-should-retry")).containsExactly("false");
        }
    }

    @ParameterizedTest
    @CsvSource({"60, true", "61, false"})
    void aLimitThatLastsLongerThanAClientWaitsIsNotTriedAgain(String seconds, boolean again) throws Exception {
        one.answer(error(429, "slow down", "rate_limit_exceeded").header("retry-after", seconds));
        try (SluiceUnderTest sluice = sluice("one/a")) {
            HttpResponse<String> answer = send(sluice, 0);

            assertThat(mayTryAgain(answer)).isEqualTo(again);
            assertThat(answer.headers().firstValue("retry-after")).hasValue(seconds);
        }
    }

    @Test
    void whatWasTriedAgainHereIsNotTriedAgainThere() throws Exception {
        one.answer(error(500, "no", "theirs").header("x-should-retry", "true"));
        try (SluiceUnderTest sluice = sluice("{ use: one/a, retries: 1 }")) {
            assertThat(send(sluice, 0).headers().allValues("x-should-retry")).containsExactly("false");
        }
    }

    @Test
    void anErrorInTheRequestSaysNothingOfIt() throws Exception {
        one.answer(error(400, "no", "bad"));
        try (SluiceUnderTest sluice = sluice("one/a")) {
            assertThat(send(sluice, 0).headers().allValues("x-should-retry")).isEmpty();
        }
    }
}
