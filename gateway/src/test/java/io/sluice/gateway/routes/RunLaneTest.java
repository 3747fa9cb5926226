package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The calls of one run stay with whoever answers them. */
class RunLaneTest {
    private static final String ANSWER =
            "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}";
    private static final Script FAILS = Script.json(500, "{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}");

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

    private SluiceUnderTest sluice(String dialect, String models) throws Exception {
        return SluiceUnderTest.of("providers:\n  one: { dialect: " + dialect + ", url: \"" + one.url()
                + "/v1\", key: a }\n  two: { dialect: openai-chat, url: \"" + two.url() + "/v1\", key: b }\nmodels: { "
                + models + " }\n");
    }

    private SluiceUnderTest sluice(String models) throws Exception {
        return sluice("openai-chat", models);
    }

    private static HttpResponse<String> ask(SluiceUnderTest sluice, String model, String name, String run)
            throws Exception {
        HttpResponse<String> answer = sluice.send(sluice.request("/v1/chat/completions")
                .header(name, run)
                .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody(model, "hi", ""))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String served(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-sluice-served-by").orElseThrow();
    }

    private static String served(SluiceUnderTest sluice, String run) throws Exception {
        return served(ask(sluice, "m", "x-sluice-run-id", run));
    }

    @Test
    void whatTheFirstCallDrewHoldsForTheRun() throws Exception {
        try (SluiceUnderTest sluice = sluice("m: { split: { one/a: 1, two/b: 1 } }")) {
            for (int run = 0; run < 5; run++) {
                Set<String> lanes = new HashSet<>();
                for (int turn = 0; turn < 6; turn++) {
                    lanes.add(served(sluice, "r" + run));
                }
                assertThat(lanes).hasSize(1);
            }
        }
    }

    @Test
    void aRunThatMovedDoesNotGoBackWhileTheNewOneAnswers() throws Exception {
        try (SluiceUnderTest sluice = sluice("m: { first: [one/a, two/b] }")) {
            assertThat(served(sluice, "r")).isEqualTo("one/a");
            one.next(FAILS);
            assertThat(served(sluice, "r")).isEqualTo("two/b");

            HttpResponse<String> third = ask(sluice, "m", "x-sluice-run-id", "r");
            assertThat(served(third)).isEqualTo("two/b");
            assertThat(sluice.call(third).attempts())
                    .singleElement()
                    .satisfies(attempt ->
                            assertThat(attempt.why()).isEqualTo("in the order of `first`, place 2; the run's lane"));
            assertThat(served(sluice, "another")).isEqualTo("one/a");

            two.next(FAILS);
            assertThat(served(sluice, "r")).isEqualTo("one/a");
        }
    }

    @Test
    void aRunMovesWhereItsLaneRestsAndTheRecordSaysWhy() throws Exception {
        one.answer(Script.json(200, ANSWER)
                .header("x-ratelimit-remaining-requests", "0")
                .header("x-ratelimit-reset-requests", "30m"));
        try (SluiceUnderTest sluice = sluice("m: { first: [one/a, two/b] }")) {
            assertThat(served(sluice, "r")).isEqualTo("one/a");

            HttpResponse<String> moved = ask(sluice, "m", "x-sluice-run-id", "r");
            assertThat(served(moved)).isEqualTo("two/b");
            assertThat(sluice.call(moved).attempts().getFirst().why())
                    .contains("; the run moved from one/a to two/b: 0 requests left, for another ");
        }
    }

    @Test
    void aRunMovesWhereTheRouteNoLongerLeadsToItsLane() throws Exception {
        String route = "m: { when: [ { if: \"run.calls > 1\", first: [two/b, two/c] }, { first: [one/a, two/b] } ] }";
        try (SluiceUnderTest sluice = sluice(route)) {
            assertThat(served(sluice, "r")).isEqualTo("one/a");
            assertThat(served(sluice, "r")).isEqualTo("one/a");
            HttpResponse<String> third = ask(sluice, "m", "x-sluice-run-id", "r");
            assertThat(served(third)).isEqualTo("two/b");
            assertThat(sluice.call(third).attempts().getFirst().why())
                    .endsWith("; the run moved from one/a to two/b: the route no longer leads there");
        }
    }

    @Test
    void callsOfAPlainModelCountInTheRun() throws Exception {
        String models = "plain: one/a, m: { when: [ { if: \"run.calls > 1\", use: two/b }, { use: one/a } ] }";
        try (SluiceUnderTest sluice = sluice(models)) {
            ask(sluice, "plain", "x-sluice-run-id", "r");
            ask(sluice, "plain", "x-sluice-run-id", "r");
            assertThat(served(sluice, "r")).isEqualTo("two/b");
        }
    }

    @Test
    void whoOnlyCountsTokensMakesNoCallOfTheRun() throws Exception {
        try (SluiceUnderTest sluice =
                sluice("m: { when: [ { if: \"run.calls > 0\", use: two/b }, { use: one/a } ] }")) {
            HttpResponse<String> counted = sluice.send(sluice.request("/v1/messages/count_tokens")
                    .header("x-sluice-run-id", "r")
                    .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("m", "hi", ""))));
            assertThat(counted.statusCode()).as(counted.body()).isEqualTo(200);

            assertThat(served(sluice, "r")).isEqualTo("one/a");
            assertThat(served(sluice, "r")).isEqualTo("two/b");
        }
    }

    @Test
    void aTraceIsARunAndTwoKeysDoNotMeetInOne() throws Exception {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        try (SluiceUnderTest sluice = sluice("m: { first: [one/a, two/b] }")) {
            one.next(FAILS);
            assertThat(served(ask(sluice, "m", "traceparent", trace))).isEqualTo("two/b");
            assertThat(served(ask(sluice, "m", "traceparent", trace))).isEqualTo("two/b");

            String other = sluice.makeKey(new KeyWish("other", null, null));
            HttpResponse<String> theirs =
                    sluice.send(HttpRequest.newBuilder(sluice.url().resolve("/v1/chat/completions"))
                            .header("authorization", "Bearer " + other)
                            .header("traceparent", trace)
                            .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("m", "hi", ""))));
            assertThat(served(theirs)).isEqualTo("one/a");
        }
    }

    @Test
    void aRunWithThinkingAndToolsGoesOnAtAnotherProvider() throws Exception {
        String thought = "{\"type\":\"thinking\",\"thinking\":\"where is it\",\"signature\":\"c2VhbA==\"}";
        String use = "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"look\",\"input\":{\"at\":\"map\"}}";
        one.answer(Script.json(
                200,
                "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"a\",\"content\":[" + thought
                        + "," + use + "],\"stop_reason\":\"tool_use\",\"stop_sequence\":null,\"usage\":{"
                        + "\"input_tokens\":3,\"output_tokens\":5}}"));
        String question = "{\"role\":\"user\",\"content\":\"where?\"}";
        String found = "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\","
                + "\"content\":\"north\"}]}";
        try (SluiceUnderTest sluice = sluice("anthropic", "m: { first: [one/a, two/b] }")) {
            HttpResponse<String> first = turn(sluice, question);
            assertThat(served(first)).isEqualTo("one/a");
            assertThat(first.body()).contains(thought).contains(use);

            one.answer(Script.json(
                    529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"\"}}"));
            String history = question + ",{\"role\":\"assistant\",\"content\":[" + thought + "," + use + "]}," + found;
            assertThat(served(turn(sluice, history))).isEqualTo("two/b");
            assertThat(served(turn(sluice, history))).isEqualTo("two/b");

            assertThat(one.requests()).hasSize(2);
            ReceivedRequest moved = two.requests().getLast();
            JsonNode messages = moved.json().path("messages");
            assertThat(messages.at("/1/tool_calls/0/function/name").asString()).isEqualTo("look");
            assertThat(messages.at("/1/tool_calls/0/id").asString())
                    .isEqualTo(messages.at("/2/tool_call_id").asString());
            assertThat(messages.at("/2/content").asString()).isEqualTo("north");
        }
    }

    private static HttpResponse<String> turn(SluiceUnderTest sluice, String messages) throws Exception {
        String body = "{\"model\":\"m\",\"max_tokens\":4000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},"
                + "\"tools\":[{\"name\":\"look\",\"input_schema\":{\"type\":\"object\"}}],\"messages\":[" + messages
                + "]}";
        HttpResponse<String> answer = sluice.send(sluice.request("/v1/messages")
                .header("x-sluice-run-id", "agent")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
