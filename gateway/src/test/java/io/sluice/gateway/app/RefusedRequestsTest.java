package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.faults.RawCaller;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers are told of requests that never became calls. */
class RefusedRequestsTest {
    private static SluiceUnderTest sluice;

    @BeforeAll
    static void start() throws Exception {
        sluice = SluiceUnderTest.of("limits: { body: 1KiB }\n");
    }

    @AfterAll
    static void stop() throws Exception {
        sluice.close();
    }

    static Stream<Arguments> refused() {
        String post = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n";
        return Stream.of(
                Arguments.of(413, post + "Content-Length: 1025\r\n\r\n"),
                Arguments.of(431, post + "X: " + "a".repeat(33_000) + "\r\n\r\n"),
                Arguments.of(414, "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of(415, post + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of(400, post + "no colon\r\n\r\n"),
                Arguments.of(404, "GET /v1/nowhere HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of(405, "GET /v1/chat/completions HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of(401, post + "Content-Length: 2\r\n\r\n{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void everyRefusalHasAnIdOfItsOwnInItsHeadersAndItsBody(int status, String bytes) throws Exception {
        RawCaller.Answer one = send(bytes);
        RawCaller.Answer two = send(bytes);

        assertThat(one.status()).isEqualTo(status);
        String id = one.header("x-sluice-call-id");
        assertThat(id).matches("[0-9a-f]{32}").isNotEqualTo(two.header("x-sluice-call-id"));
        assertThat(one.header("x-request-id")).isEqualTo(id);
        assertThat(one.header("content-type")).isEqualTo("application/json");
        assertThat(one.body()).contains("\"call_id\":\"" + id + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/v1/chat/completions,  /v1/chat/completions is served; the base URL of OpenAI clients ends in /v1",
        "/openai/chat/completions, /v1/chat/completions is served; the base URL of OpenAI clients ends in /v1",
        "/api/v1/models,           /v1/models is served; the base URL of OpenAI clients ends in /v1",
        "/anthropic/v1/messages,   /v1/messages is served; the base URL of OpenAI clients ends in /v1",
        "/v1/audio/speech,         served are /v1/chat/completions",
        "/v1/chat,                 served are /v1/chat/completions",
        "/,                        served are /v1/chat/completions",
        "/v1beta/models/m:embed,   served are /v1/chat/completions",
    })
    void aPathThatIsNoneIsAnsweredWithWhatIsWrongWithIt(String path, String hint) throws Exception {
        String body = send("POST " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").body();

        assertThat(body).contains("There is nothing at POST " + path + ": " + hint);
        assertThat(body.contains("base URL")).isEqualTo(hint.contains("base URL"));
    }

    private static RawCaller.Answer send(String bytes) throws Exception {
        try (RawCaller caller = new RawCaller(sluice.port())) {
            return caller.send(bytes).answer();
        }
    }
}
