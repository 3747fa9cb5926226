package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Targets are put last before they fail: by what they say of their limits. */
class KnownBeforeTheyFailTest {
    private static final String ANSWER =
            "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}";

    private Simulator one;
    private Simulator two;

    @BeforeEach
    void start() {
        one = Simulator.start().answer(Script.json(200, ANSWER));
        two = Simulator.start().answer(Script.json(200, ANSWER));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private SluiceUnderTest sluice() throws Exception {
        return SluiceUnderTest.of("providers:\n  one: { dialect: openai-chat, url: \"" + one.url()
                + "/v1\", key: a }\n  two: { dialect: openai-chat, url: \"" + two.url()
                + "/v1\", key: b }\nmodels: { m: { first: [one/a, two/b] } }\n");
    }

    private static String servedBy(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("x-sluice-served-by").orElseThrow();
    }

    @Test
    void aTargetWithNothingLeftIsNotAskedAgain() throws Exception {
        one.answer(Script.json(200, ANSWER)
                .header("x-ratelimit-limit-requests", "500")
                .header("x-ratelimit-remaining-requests", "0")
                .header("x-ratelimit-reset-requests", "30m"));
        try (SluiceUnderTest sluice = sluice()) {
            assertThat(servedBy(sluice.chat("m", "hi"))).isEqualTo("one/a");
            assertThat(servedBy(sluice.chat("m", "hi"))).isEqualTo("two/b");
        }
    }

    @Test
    void whatHasLittleLeftIsAskedByWhoNeedsLittle() throws Exception {
        one.answer(Script.json(200, ANSWER)
                .header("x-ratelimit-limit-tokens", "10000")
                .header("x-ratelimit-remaining-tokens", "4000")
                .header("x-ratelimit-reset-tokens", "1h"));
        try (SluiceUnderTest sluice = sluice()) {
            assertThat(servedBy(sluice.chat("m", "hi"))).isEqualTo("one/a");
            assertThat(servedBy(sluice.chat("m", "word ".repeat(6_000)))).isEqualTo("two/b");
            assertThat(servedBy(sluice.chat("m", "hi"))).isEqualTo("one/a");
        }
    }

    @Test
    void whoHasNothingLeftIsStillAskedWhereNobodyElseAnswers() throws Exception {
        one.answer(Script.json(200, ANSWER)
                .header("x-ratelimit-remaining-requests", "0")
                .header("x-ratelimit-reset-requests", "30m"));
        try (SluiceUnderTest sluice = sluice()) {
            assertThat(servedBy(sluice.chat("m", "hi"))).isEqualTo("one/a");
            two.close();
            HttpResponse<String> answer = sluice.chat("m", "hi");
            assertThat(servedBy(answer)).isEqualTo("one/a");
            assertThat(sluice.call(answer).attempts().getLast().why())
                    .matches("in the order of `first`, place 1; put last: 0 requests left, for another \\d+ s");
        }
    }
}
