package io.sluice.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final String WHOLE =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

    private final Simulator simulator = Simulator.start();

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void aJsonAnswerIsTheseBytes() throws IOException {
        simulator.answer(Script.json(200, "{}"));
        try (Wire wire = Wire.to(simulator).get("/")) {
            assertThat(wire.read(WHOLE.length())).isEqualTo(WHOLE);
        }
    }

    @Test
    void statusAndHeadersAreTheScripts() throws IOException {
        simulator.answer(Script.status(429).header("Retry-After", "7"));
        String expected = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\ncontent-length: 0\r\n\r\n";
        try (Wire wire = Wire.to(simulator).get("/")) {
            assertThat(wire.read(expected.length())).isEqualTo(expected);
        }
    }

    @Test
    void aStreamIsOneChunkAnEvent() throws IOException {
        simulator.answer(Script.sse("{\"a\":1}", "[DONE]").pause(Duration.ofMillis(5)));
        String expected = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                + String.join("\r\n", "f", "data: {\"a\":1}\n\n", "e", "data: [DONE]\n\n", "0", "", "");
        try (Wire wire = Wire.to(simulator).get("/")) {
            assertThat(wire.read(expected.length())).isEqualTo(expected);
        }
    }

    @Test
    void aBodyUntilCloseEndsWithTheConnection() throws IOException {
        simulator.answer(Script.json(200, "{}").framed(Framing.UNTIL_CLOSE));
        try (Wire wire = Wire.to(simulator).get("/")) {
            assertThat(wire.readAll()).endsWith("connection: close\r\n\r\n{}");
        }
    }

    @Test
    void theNextEventWaitsUntilTheGapIsOver() throws IOException {
        Script gated = Script.sse("1", "2").pause(Duration.ofHours(1));
        simulator.answer(gated);
        try (Wire wire = Wire.to(simulator).get("/")) {
            byte[] read = new byte[1000];
            StringBuilder all = new StringBuilder();
            while (!all.toString().endsWith("data: 1\n\n\r\n")) {
                int n = wire.readOnce(read);
                all.append(new String(read, 0, n, UTF_8));
            }
            assertThat(simulator.running()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 71, 72})
    void aCutEndsBehindTheGivenByte(int bytes) throws IOException {
        simulator.answer(Script.json(200, "{}").cutAfter(bytes));
        try (Wire wire = Wire.to(simulator).get("/")) {
            assertThat(wire.readAll()).isEqualTo(WHOLE.substring(0, bytes));
        }
    }

    @Test
    void aResetIsNoEnd() throws IOException {
        simulator.answer(Script.json(200, "{}").cutAfter(10, Ending.RST));
        try (Wire wire = Wire.to(simulator).get("/")) {
            assertThatThrownBy(wire::readAll).isInstanceOf(SocketException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LENGTH", "CHUNKED", "UNTIL_CLOSE"})
    void aBodyIsCutWithTheFramingOfTheWhole(Framing framing) throws IOException {
        simulator.answer(Script.json(200, "{\"a\":1}").framed(framing).cutBodyAfter(3, Ending.FIN));
        try (Wire wire = Wire.to(simulator).get("/")) {
            String read = wire.readAll();
            switch (framing) {
                case LENGTH -> assertThat(read).endsWith("content-length: 7\r\n\r\n{\"a");
                case CHUNKED -> assertThat(read).endsWith("\r\n\r\n3\r\n{\"a\r\n");
                default -> assertThat(read).endsWith("\r\n\r\n{\"a");
            }
        }
    }

    @Test
    void onebytePiecesAreTheSameBytes() throws IOException {
        simulator.answer(Script.json(200, "{}").inPieces(1));
        try (Wire wire = Wire.to(simulator).get("/")) {
            assertThat(wire.read(WHOLE.length())).isEqualTo(WHOLE);
        }
    }

    @Test
    void piecesArriveOneByOne() throws IOException {
        simulator.answer(
                Steps.of(new Step.Pieces(List.of(3, 1), Duration.ofMillis(20)), new Step.Send(Octets.of("abcdef"))));
        try (Wire wire = Wire.to(simulator).get("/")) {
            byte[] read = new byte[10];
            assertThat(wire.readOnce(read)).isLessThan(6);
        }
    }

    @Test
    void illegalBytesGoOutAsTheyAre() throws IOException {
        byte[] illegal = {0, (byte) 0xff, '\n', '\r', 'H', 0x7f};
        simulator.answer(Script.raw(Octets.of(illegal)).then(new Step.Fin()));
        try (Wire wire = Wire.to(simulator).get("/")) {
            assertThat(wire.readAll().getBytes(ISO_8859_1)).isEqualTo(illegal);
        }
    }

    @Test
    void anEndlessStreamGoesOnUntilThePeerLeaves() throws Exception {
        simulator.answer(Script.endless("x", Duration.ZERO));
        try (Wire wire = Wire.to(simulator).get("/")) {
            assertThat(wire.read(3_000_000)).hasSize(3_000_000);
        }
        assertThat(simulator.callerLeft(1).get(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(simulator.bytesSent(1)).isGreaterThanOrEqualTo(3_000_000);
    }

    @Test
    void aBodyMayBeCompressed() throws IOException {
        simulator.answer(Script.sse("1", "2").gzip().framed(Framing.UNTIL_CLOSE));
        try (Wire wire = Wire.to(simulator).get("/")) {
            String read = wire.readAll();
            byte[] body = read.substring(read.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
            var unzipped = new GZIPInputStream(new ByteArrayInputStream(body));
            assertThat(new String(unzipped.readAllBytes(), UTF_8)).isEqualTo("data: 1\n\ndata: 2\n\n");
            assertThat(read).contains("content-encoding: gzip\r\n");
        }
    }

    @Test
    void anEarlyAnswerDoesNotWaitForTheBody() throws IOException {
        simulator.next(Script.json(200, "{}").early());
        try (Wire wire = Wire.to(simulator)) {
            wire.send("POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\n12");
            assertThat(wire.read(WHOLE.length())).isEqualTo(WHOLE);
            simulator.answer(Script.json(200, "{}"));
            wire.send("345").get("/after");
            assertThat(wire.read(WHOLE.length())).isEqualTo(WHOLE);
        }
        assertThat(simulator.requests()).extracting(ReceivedRequest::target).containsExactly("/", "/after");
    }
}
