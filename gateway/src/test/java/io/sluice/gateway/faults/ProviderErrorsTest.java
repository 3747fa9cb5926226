package io.sluice.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F10 to F15 and F21: the provider answers, and what it answers is no answer. */
class ProviderErrorsTest {
    private static final String BODY = "{\"error\":{\"message\":\"theirs\",\"code\":\"odd\"}}";
    private static Lane lane;

    @BeforeAll
    static void start() throws Exception {
        lane = Lane.open();
    }

    @AfterAll
    static void stop() throws Exception {
        lane.close();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        lane.nothingLeftOpen();
    }

    @ParameterizedTest
    @CsvSource({
        "400,false",
        "400,true",
        "404,false",
        "413,true",
        "422,false",
        "500,false",
        "500,true",
        "502,false",
        "503,true",
        "504,false"
    })
    void f11F14TheProvidersOwnErrorPassesWithStatusAndBody(int status, boolean stream) throws Exception {
        RawCaller.Answer answer = lane.chat(stream, Script.json(status, BODY));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(BODY);
        CallRow row = lane.row(answer);
        assertThat(row.ending().status()).isEqualTo(status);
        assertThat(row.ending().errorClass()).isEqualTo("upstream_error");
        assertThat(row.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(status);
            assertThat(attempt.maybeBilled()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "86400", "-1", "abc", "Wed, 21 Oct 2037 07:28:00 GMT"})
    void f10TooManyRequestsPassesWithTheTimeToWait(String wait) throws Exception {
        RawCaller.Answer answer = lane.plain(Script.json(429, BODY)
                .header("retry-after", wait)
                .header("retry-after-ms", "7000")
                .header("x-should-retry", "true"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body()).isEqualTo(BODY);
        assertThat(answer.header("retry-after")).isEqualTo(wait);
        assertThat(answer.header("retry-after-ms")).isEqualTo("7000");
        assertThat(answer.header("x-should-retry")).isEqualTo("true");
    }

    @Test
    void f10TooManyRequestsWithoutATimePassesWithoutOne() throws Exception {
        assertThat(lane.streamed(Script.json(429, BODY)).header("retry-after")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"401,false", "401,true", "403,false", "403,true"})
    void f13OurCredentialRefusedIsNoFaultOfTheCallersKey(int status, boolean stream) throws Exception {
        RawCaller.Answer answer = lane.chat(
                stream, Script.json(status, "{\"error\":{\"message\":\"key sk-provider of org-77 is wrong\"}}"));

        assertThat(lane.refused(answer, 502, "upstream_auth").status()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("sk-provider").doesNotContain("org-77");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308, 304})
    void f21ARedirectIsNeverFollowed(int status) throws Exception {
        try (Simulator elsewhere = Simulator.start()) {
            RawCaller.Answer answer = lane.plain(Script.status(status).header("location", elsewhere.url() + "/v1"));

            lane.refused(answer, 502, "upstream_redirect");
            assertThat(elsewhere.totalConnections()).isZero();
            assertThat(answer.head() + answer.body()).doesNotContain(elsewhere.url());
        }
    }

    @Test
    void f21AFloodOfInterimAnswersIsNoAnswer() throws Exception {
        RawCaller.Answer answer = lane.plain(Script.raw("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n".repeat(100)));

        assertThat(answer.status()).isEqualTo(502);
        assertThat(lane.row(answer).ending().errorCode()).startsWith("upstream_");
    }

    @Test
    void f21AFewInterimAnswersAreSwallowed() throws Exception {
        String json = "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"gpt-test\",\"choices\":[]}";
        RawCaller.Answer answer = lane.plain(Script.raw("HTTP/1.1 100 Continue\r\n\r\n".repeat(3)
                + "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + json.length() + "\r\n\r\n"
                + json));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).doesNotContain("100 Continue");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void f12AnOverloadedProviderIs503(boolean stream) throws Exception {
        RawCaller.Answer answer = lane.chat(stream, Script.json(529, BODY));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo(BODY);
        assertThat(lane.row(answer).attempts().getFirst().status()).isEqualTo(529);
    }

    @Test
    void f15AStreamThatBeginsWithAnErrorEventPassesItAndNoEndMarkIsAdded() throws Exception {
        RawCaller.Answer answer = lane.streamed(Script.sse(BODY));

        assertThat(answer.body()).isEqualTo("data: " + BODY + "\n\n");
        assertThat(answer.whole()).isTrue();
    }

    @Test
    void f11AnErrorInTheMidstOfAStreamPassesAsItCame() throws Exception {
        RawCaller.Answer answer = lane.streamed(Script.sse(Lane.event("a"), BODY));

        assertThat(answer.body()).endsWith("data: " + BODY + "\n\n").doesNotContain("[DONE]");
        CallRow row = lane.row(answer);
        assertThat(row.attempts()).hasSize(1);
        assertThat(row.ending().status()).isEqualTo(200);
        assertThat(row.ending().errorClass()).isEqualTo("upstream_error");
        assertThat(row.ending().errorCode()).isEqualTo("odd");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void anEndMarkAfterTheProvidersOwnErrorEventPassesWheneverItComes(int pause) throws Exception {
        RawCaller.Answer answer = lane.streamed(
                Script.sse(Lane.event("a"), "{\"error\":{\"message\":\"too hot\",\"code\":503}}", "[DONE]")
                        .pause(Duration.ofMillis(pause)));

        assertThat(answer.body()).contains("too hot").endsWith("data: [DONE]\n\n");
        assertThat(answer.whole()).isTrue();
    }

    @Test
    void anErrorBodyThatNeverEndsIsNotHeldForEver() throws Exception {
        String chunk = "10000\r\n" + "x".repeat(65536) + "\r\n";
        RawCaller.Answer answer = lane.plain(new io.sluice.simulator.Steps(java.util.List.of(
                new io.sluice.simulator.Step.Send(io.sluice.simulator.Octets.of(
                        "HTTP/1.1 500 Oops\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n")),
                new io.sluice.simulator.Step.Repeat(io.sluice.simulator.Octets.of(chunk), java.time.Duration.ZERO))));

        lane.refused(answer, 502, "upstream_too_large");
    }
}
