package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A provider's error reaches a caller of another dialect in the caller's own shape. */
class ErrorsTest {
    private static final String OVERLOADED =
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";
    private static final String EXHAUSTED = "{\"error\":{\"code\":429,\"message\":\"Quota\",\"status\":"
            + "\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
            + "\"retryDelay\":\"34s\"}]}}";

    private static HttpResponse<String> ask(SluiceUnderTest sluice, Speaker caller, boolean stream) throws Exception {
        return sluice.send(sluice.request(stream ? caller.streamPath : caller.path)
                .POST(HttpRequest.BodyPublishers.ofString(caller.request(stream))));
    }

    @Test
    void anthropicsOwnStatusIsServiceUnavailableToOthers() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.ANTHROPIC.provider(simulator.url()))) {
            simulator.answer(Script.json(529, OVERLOADED));

            HttpResponse<String> answer = ask(sluice, Speaker.OPENAI_CHAT, false);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).startsWith("{\"error\":{\"message\":\"Overloaded\"");
        }
    }

    @Test
    void aDelayInGeminisBodyBecomesRetryAfter() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.GEMINI.provider(simulator.url()))) {
            simulator.answer(Script.json(429, EXHAUSTED));

            HttpResponse<String> answer = ask(sluice, Speaker.ANTHROPIC, false);

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("34");
            assertThat(answer.body()).contains("\"type\":\"rate_limit_error\"");
        }
    }

    @Test
    void bedrocksCallersAreToldTheTypeInItsHeader() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.ANTHROPIC.provider(simulator.url()))) {
            simulator.answer(Script.json(
                    400, "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"bad\"}}"));

            HttpResponse<String> answer = ask(sluice, Speaker.BEDROCK, false);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("x-amzn-errortype")).hasValue("ValidationException");
            assertThat(answer.body()).startsWith("{\"message\":\"bad\"");
        }
    }

    @Test
    void anErrorInsideAStreamIsToldInTheCallersWordsAndNothingEndsAsIfWhole() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.ANTHROPIC.provider(simulator.url()))) {
            String events = Speaker.ANTHROPIC.events();
            String cut = events.substring(0, events.indexOf("event: content_block_stop"));
            simulator.answer(Script.sseRaw(Octets.of(cut + "event: error\ndata: " + OVERLOADED + "\n\n")));

            String answer = ask(sluice, Speaker.OPENAI_CHAT, true).body();

            assertThat(answer).contains("\"content\":\" there\"").contains("\"message\":\"Overloaded\"");
            assertThat(answer).doesNotContain("[DONE]");
        }
    }

    @Test
    void aStreamThatBreaksOffIsToldAsBrokenInTheCallersWords() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.OPENAI_CHAT.provider(simulator.url()))) {
            String events = Speaker.OPENAI_CHAT.events();
            simulator.answer(Script.sseRaw(Octets.of(events.substring(0, events.indexOf("\"finish_reason\"")))));

            String answer = ask(sluice, Speaker.ANTHROPIC, true).body();

            assertThat(answer).contains("event: error").contains("upstream_cut");
            assertThat(answer).doesNotContain("message_stop");
        }
    }

    @Test
    void aRefusalOfOursIsInTheCallersWords() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.OPENAI_CHAT.provider(simulator.url()))) {
            HttpResponse<String> answer =
                    sluice.post("/v1beta/models/nothing:generateContent", Speaker.GEMINI.request(false));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"code\":404", "\"status\":\"NOT_FOUND\"");
        }
    }
}
