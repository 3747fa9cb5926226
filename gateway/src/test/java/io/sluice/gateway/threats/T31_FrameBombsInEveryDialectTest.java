package io.sluice.gateway.threats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.bedrock.eventstream.HeaderValue;
import io.sluice.dialects.bedrock.eventstream.MessageWriter;
import io.sluice.gateway.translation.Speaker;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import io.sluice.simulator.Step;
import io.sluice.simulator.Steps;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** T31 in every dialect: a frame without end, or one that lies, is given up in the caller's words, and the next call works. */
class T31_FrameBombsInEveryDialectTest {
    private static Crossroads roads;

    @BeforeAll
    static void start() throws Exception {
        roads = new Crossroads();
    }

    @AfterAll
    static void stop() throws Exception {
        roads.close();
    }

    @ParameterizedTest
    @MethodSource("io.sluice.gateway.threats.Crossroads#pairs")
    void aFrameWithoutEndIsGivenUp(Speaker caller, Speaker provider) throws Exception {
        String start = provider == Speaker.BEDROCK ? "" : "6\r\ndata: \r\n";
        byte[] first = provider == Speaker.BEDROCK ? prelude(16 + (24 << 20) + 1, 0) : new byte[0];

        assertThatItIsGivenUp(caller, provider, endless(provider, start, first), "upstream_too_large");
    }

    @ParameterizedTest
    @MethodSource("io.sluice.gateway.threats.Crossroads#pairs")
    void aFrameThatLiesIsGivenUp(Speaker caller, Speaker provider) throws Exception {
        for (byte[] lie : lies(provider)) {
            Script script = Script.status(200).contentType(type(provider)).body(Octets.of(lie));

            assertThatItIsGivenUp(caller, provider, script, "upstream_malformed");
        }
    }

    private static void assertThatItIsGivenUp(Speaker caller, Speaker provider, Script script, String code)
            throws Exception {
        roads.answers(script);
        HttpResponse<byte[]> answer =
                roads.post(caller, provider, true, caller.request(true).getBytes(UTF_8));
        String told = new String(answer.body(), UTF_8);
        assertThat(answer.statusCode()).as(told).isEqualTo(502);
        assertThat(WireEvents.isJson(answer.body())).as(told).isTrue();
        assertThat(roads.gateway(provider).call(answer).ending().errorCode()).isEqualTo(code);

        roads.answers(provider.answered(UnaryOperator.identity()));
        assertThat(roads.post(caller, provider, false, caller.request(false).getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    private static Script endless(Speaker provider, String start, byte[] first) {
        String head = "HTTP/1.1 200 OK\r\ncontent-type: " + type(provider) + "\r\ntransfer-encoding: chunked\r\n\r\n";
        String begun = first.length == 0 ? start : Integer.toHexString(first.length) + "\r\n";
        Octets more = Octets.of("10000\r\n" + "x".repeat(65536) + "\r\n");
        return new Steps(List.of(
                new Step.Send(Octets.of(head + begun)),
                new Step.Send(Octets.of(first)),
                new Step.Send(Octets.of(first.length == 0 ? "" : "\r\n")),
                new Step.Repeat(more, Duration.ZERO)));
    }

    private static List<byte[]> lies(Speaker provider) {
        if (provider != Speaker.BEDROCK) {
            return List.of(
                    "data: {\"a\":nonsense}\n\n".getBytes(UTF_8),
                    "data: {\"a\":\"\u0001\"}\n\n".getBytes(UTF_8),
                    "data: {\"a\":[\n\n".getBytes(UTF_8));
        }
        byte[] wrongSum =
                MessageWriter.write(Map.of(":event-type", new HeaderValue.Text("messageStart")), "{}".getBytes(UTF_8));
        wrongSum[wrongSum.length - 1]++;
        byte[] wrongLengths = prelude(100, 0);
        wrongLengths[11]++;
        return List.of(wrongSum, wrongLengths, prelude(16, 17));
    }

    /** What a message begins with, its checksum right. */
    private static byte[] prelude(int total, int headers) {
        ByteBuffer prelude = ByteBuffer.allocate(12).putInt(total).putInt(headers);
        CRC32 crc = new CRC32();
        crc.update(prelude.array(), 0, 8);
        return prelude.putInt((int) crc.getValue()).array();
    }

    private static String type(Speaker provider) {
        return provider == Speaker.BEDROCK ? "application/vnd.amazon.eventstream" : "text/event-stream";
    }
}
