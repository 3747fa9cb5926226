package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.faults.Lane;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.simulator.Script;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T26, T28 and T29: slow, compressed and monstrous requests are refused, and the next good one works. */
class T28_RequestBombsTest {
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
    void theNextCallWorks() throws Exception {
        assertThat(lane.plain(Script.text("x")).status()).isEqualTo(200);
        lane.nothingLeftOpen();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd", "deflate", "gzip, gzip", "x-gzip"})
    void aCompressedBodyIsNotTaken(String encoding) throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[8 << 20]);
        }
        HttpRequest.Builder request = lane.sluice
                .request("/v1/chat/completions")
                .header("content-encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bomb.toByteArray()));

        assertThat(lane.sluice.send(request).statusCode()).isEqualTo(415);
    }

    static List<String> monsters() {
        String members =
                IntStream.range(0, 300_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        return List.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "{\"model\":\"sim/m\",\"x\":" + "[".repeat(500) + "]".repeat(500) + "}",
                "{\"model\":\"sim/m\"," + members + "}",
                "{\"model\":\"sim/m\",\"x\":" + "9".repeat(1_000_000) + "}",
                "{\"model\":\"a\",\"model\":\"sim/m\",\"messages\":[]}",
                "{\"model\":\"sim/m\",\"messages\":[],\"stream\":true,\"stream\":false}",
                "{\"model\":\"sim/m\",\"messages\":[],\"max_tokens\":1,\"max_tokens\":100000}",
                "{\"model\":\"sim/m\",\"m\\u006fdel\":\"other/m\",\"messages\":[]}",
                "{\"model\":\"\\ud800\",\"messages\":[]}x",
                "{\"model\":\"sim/m\"} {}",
                "\"model\"",
                "");
    }

    @ParameterizedTest
    @MethodSource("monsters")
    void aMonstrousBodyIs400(String body) throws Exception {
        long before = lane.provider.requestCount();

        HttpResponse<String> answer = lane.sluice.post("/v1/chat/completions", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(lane.provider.requestCount()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00c0\u00af", "\u00ff", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080"})
    void bytesThatAreNoUtf8Are400(String bytes) throws Exception {
        HttpRequest.Builder request = lane.sluice
                .request("/v1/chat/completions")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        SluiceUnderTest.chatBody("sim/m", bytes, "").getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(lane.sluice.send(request).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "0.1e1"})
    void aNumberOfAnySizePassesAsItIs(String number) throws Exception {
        lane.provider.reset().answer(Script.text("x"));
        String body = SluiceUnderTest.chatBody("sim/gpt-test", "hi", ",\"odd\":" + number);

        assertThat(lane.sluice.post("/v1/chat/completions", body).statusCode()).isEqualTo(200);

        assertThat(lane.provider.requests().getFirst().body().text()).contains("\"odd\":" + number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/chat", "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nx: "})
    void t26AHeadThatNeverEndsIsClosed(String part) throws Exception {
        try (SluiceUnderTest sluice = SluiceUnderTest.of("limits: { head-timeout: 300ms, body-timeout: 300ms }\n");
                RawCaller caller = new RawCaller(sluice.port())) {
            caller.send(part);
            while (!caller.ended()) {
                // What may come first is the 408.
            }
        }
    }

    @Test
    void t26ABodyThatNeverEndsIsClosed() throws Exception {
        try (SluiceUnderTest sluice = SluiceUnderTest.of("limits: { head-timeout: 300ms, body-timeout: 300ms }\n");
                RawCaller caller = new RawCaller(sluice.port())) {
            caller.send(RawCaller.head("/v1/chat/completions", sluice.key(), 100) + "{");

            assertThat(caller.answer().status()).isEqualTo(408);
            assertThat(caller.ended()).isTrue();
        }
    }
}
