package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of models that are routes over several targets. */
class RouteCallsTest {
    private static final String ANSWER =
            "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}";

    private Simulator one;
    private Simulator two;

    @BeforeEach
    void start() throws Exception {
        one = Simulator.start().answer(Script.json(200, ANSWER));
        two = Simulator.start().answer(Script.json(200, ANSWER));
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

    private static String servedBy(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("x-sluice-served-by").orElseThrow();
    }

    @Test
    void theNextTargetAnswersWhenTheOneBeforeTakesNoConnection() throws Exception {
        one.close();
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b] }")) {
            HttpResponse<String> answer = sluice.chat("m", "hi");

            assertThat(servedBy(answer)).isEqualTo("two/b");
            CallRow row = sluice.call(answer);
            assertThat(row.attempts()).hasSize(2);
            assertThat(row.attempts().getFirst().errorCode()).isEqualTo("upstream_connect");
            assertThat(row.attempts().getLast().reason()).isEqualTo("fallback");
        }
    }

    @Test
    void theRowSaysWhyTheOthersWereNotAsked() throws Exception {
        String route = "{ when: [ { if: \"request.tokens > 1000\", use: two/big }, { use: one/small } ] }";
        try (SluiceUnderTest sluice = sluice(route)) {
            assertThat(sluice.call(sluice.chat("m", "hi")).note())
                    .isEqualTo("not in the plan: two/big (case 1 of `when` does not hold: request.tokens > 1000)");
        }
    }

    @Test
    void theRowSaysWhatStoodBackAndWhy() throws Exception {
        one.answer(Script.json(429, "{}").header("retry-after", "60"));
        try (SluiceUnderTest sluice = sluice("{ first: [one/a, two/b] }")) {
            sluice.chat("m", "hi");
            CallRow second = sluice.call(sluice.chat("m", "hi"));

            assertThat(second.note()).isEqualTo("put last: one/a (limited by its provider (rate-limit))");
            assertThat(second.attempts()).hasSize(1);
        }
    }

    @Test
    void callsAreDrawnByWeight() throws Exception {
        try (SluiceUnderTest sluice = sluice("{ split: { one/a: 1, two/b: 1 } }")) {
            Set<String> served = new HashSet<>();
            for (int i = 0; i < 60 && served.size() < 2; i++) {
                served.add(servedBy(sluice.chat("m", "hi")));
            }
            assertThat(served).containsExactlyInAnyOrder("one/a", "two/b");
        }
    }

    @Test
    void aConditionLooksAtTheCall() throws Exception {
        String route = "{ when: [ { if: \"request.tokens > 1000\", use: two/big }, { if: \"request.tools > 0\", use:"
                + " two/tools }, { use: one/small } ] }";
        try (SluiceUnderTest sluice = sluice(route)) {
            assertThat(servedBy(sluice.chat("m", "hi"))).isEqualTo("one/small");
            assertThat(servedBy(sluice.chat("m", "words ".repeat(2_000)))).isEqualTo("two/big");
            String tools = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]";
            assertThat(servedBy(sluice.post("/v1/chat/completions", SluiceUnderTest.chatBody("m", "hi", tools))))
                    .isEqualTo("two/tools");
        }
    }

    @Test
    void aRunStaysWhereItBegan() throws Exception {
        try (SluiceUnderTest sluice = sluice("{ sticky: run, split: { one/a: 1, two/b: 1 } }")) {
            for (String run : new String[] {"r1", "r2", "r3", "r4"}) {
                Set<String> served = new HashSet<>();
                for (int i = 0; i < 5; i++) {
                    served.add(servedBy(sluice.send(sluice.request("/v1/chat/completions")
                            .header("x-sluice-run-id", run)
                            .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("m", "hi", ""))))));
                }
                assertThat(served).hasSize(1);
            }
        }
    }

    @Test
    void aRouteWithoutACaseThatHoldsSaysSo() throws Exception {
        try (SluiceUnderTest sluice = sluice("{ when: [ { if: \"request.stream\", use: one/a } ] }")) {
            HttpResponse<String> answer = sluice.chat("m", "hi");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("no_route");
            assertThat(one.requestCount()).isZero();
        }
    }
}
