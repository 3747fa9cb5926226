package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String WHOLE =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

    private final Simulator simulator = Simulator.start().answer(Script.json(200, "{}"));

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void aRequestIsTakenDownAsItWasSent() throws IOException {
        try (Wire wire = Wire.to(simulator)) {
            wire.send("POST /v1/x?q=1 HTTP/1.1\r\nX-OdD:  a b \r\nContent-Length: 3\r\nx-odd: c\r\n\r\nabc");
            ReceivedRequest request = simulator.awaitRequest(SOON);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/v1/x?q=1");
            assertThat(request.path()).isEqualTo("/v1/x");
            assertThat(request.headers())
                    .containsExactly(
                            new Header("X-OdD", "a b"), new Header("Content-Length", "3"), new Header("x-odd", "c"));
            assertThat(request.body()).isEqualTo(Octets.of("abc"));
            assertThat(request.number()).isEqualTo(1);
            assertThat(request.connection()).isEqualTo(1);
        }
    }

    @Test
    void aChunkedBodyIsReadWithoutItsFraming() throws IOException {
        try (Wire wire = Wire.to(simulator)) {
            wire.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0");
            wire.send("2\r\nde\r\n0\r\ntrailer: 1\r\n\r\n");
            assertThat(simulator.awaitRequest(SOON).body()).isEqualTo(Octets.of("abcde"));
            assertThat(wire.read(WHOLE.length())).isEqualTo(WHOLE);
        }
    }

    @Test
    void aConnectionTakesRequestAfterRequest() throws IOException {
        try (Wire wire = Wire.to(simulator)) {
            for (int n = 0; n < 3; n++) {
                wire.post("/" + n, "x".repeat(n));
                assertThat(wire.read(WHOLE.length())).isEqualTo(WHOLE);
            }
        }
        assertThat(simulator.requests()).extracting(ReceivedRequest::target).containsExactly("/0", "/1", "/2");
        assertThat(simulator.totalConnections()).isEqualTo(1);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        simulator.next(Script.json(200, "[]").slowFirstByte(Duration.ofMillis(20)));
        try (Wire wire = Wire.to(simulator)) {
            wire.send("GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\ncontent-length: 1\r\n\r\nxGET /3 HTTP/1.1\r\n\r\n");
            assertThat(wire.read(3 * WHOLE.length())).isEqualTo(WHOLE.replace("{}", "[]") + WHOLE + WHOLE);
        }
        assertThat(simulator.requests()).extracting(ReceivedRequest::target).containsExactly("/1", "/2", "/3");
    }

    @Test
    void aThousandPipelinedRequestsDoNotNest() throws IOException {
        try (Wire wire = Wire.to(simulator)) {
            wire.send("GET / HTTP/1.1\r\n\r\n".repeat(5000));
            assertThat(wire.read(5000 * WHOLE.length())).isEqualTo(WHOLE.repeat(5000));
        }
    }

    @Test
    void aCloseThatWasAskedForIsDone() throws IOException {
        try (Wire wire = Wire.to(simulator).send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")) {
            assertThat(wire.readAll()).isEqualTo(WHOLE);
        }
    }

    @Test
    void rulesGoBeforeTheQueueAndTheQueueBeforeTheDefault() throws IOException {
        simulator
                .next(Script.json(200, "11"))
                .when(request -> request.target().equals("/rule"), Script.json(200, "22"));
        try (Wire wire = Wire.to(simulator)) {
            wire.get("/rule").get("/a").get("/a");
            assertThat(wire.read(3 * WHOLE.length()))
                    .isEqualTo(WHOLE.replace("{}", "22") + WHOLE.replace("{}", "11") + WHOLE);
        }
    }

    @Test
    void itTellsWhenTheCallerLeavesASilentProvider() throws Exception {
        simulator.answer(Script.silence());
        try (Wire wire = Wire.to(simulator).get("/")) {
            simulator.awaitRequest(SOON);
            assertThat(simulator.callerLeft(1)).isNotDone();
            assertThat(simulator.openConnections()).isEqualTo(1);
        }
        assertThat(simulator.callerLeft(1).get(10, TimeUnit.SECONDS)).isPositive();
        assertThat(simulator.running()).isZero();
    }

    @Test
    void aCallerWhoSawTheEndDidNotLeave() throws Exception {
        try (Wire wire = Wire.to(simulator).get("/")) {
            wire.read(WHOLE.length());
        }
        assertThatThrownBy(() -> simulator.callerLeft(1).get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("finished");
    }

    @Test
    void aCallerWhoDoesNotReadHoldsTheStreamBack() throws Exception {
        try (Simulator small = Simulator.start(SimulatorOptions.defaults().sendBuffer(16 * 1024))
                .answer(Script.json(200, "x".repeat(50_000_000)))) {
            try (Wire wire = Wire.to(small).get("/")) {
                small.awaitRequest(SOON);
                wire.read(1000);
                assertThat(small.bytesSent(1)).isLessThan(20_000_000);
                assertThat(wire.read(49_000_000)).hasSize(49_000_000);
            }
        }
    }

    @Test
    void aLargeBodyIsKeptWhole() throws Exception {
        String body = "0123456789".repeat(300_000);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.url() + "/big"))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("{}");
        }
        assertThat(simulator.requests().getFirst().body()).isEqualTo(Octets.of(body));
        assertThat(simulator.bodyBytes()).isEqualTo(3_000_000);
    }

    @Test
    void whatNobodyShouldSendIsRefusedAndCounted() throws IOException {
        String[] bad = {
            "GET / HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
            "GET / HTTP/1.1\r\ncontent-length: +1\r\n\r\n",
            "GET / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 1\r\n\r\n",
            "GET / HTTP/1.1\r\ntransfer-encoding: gzip, chunked\r\n\r\n",
            "GET / HTTP/1.1\r\nx : y\r\n\r\n",
            "GET / HTTP/1.1\r\nx: a\nb: c\r\n\r\n",
            "GET / HTTP/1.1\r\nx: y\r\n folded\r\n\r\n",
            "GET / HTTP/1.1\r\nx: \0\r\n\r\n",
            "GET  / HTTP/1.1\r\n\r\n",
            "GET /\r\n\r\n",
            "GET/whatever/this/is HTTP/1.1\r\n\r\n",
            "\r\n\r\n",
            "GET / HTTP/2.0\r\n\r\n",
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n0x5\r\n",
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabcd\r\n",
        };
        for (String request : bad) {
            try (Wire wire = Wire.to(simulator).send(request)) {
                assertThat(wire.readAll()).as(request).startsWith("HTTP/1.1 400 ");
            }
        }
        assertThat(simulator.malformed()).hasSize(bad.length);
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void aHeadMayComeInSinglePieces() throws IOException {
        try (Wire wire = Wire.to(simulator)) {
            for (char letter : "POST /p HTTP/1.1\r\nA: b\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"
                    .toCharArray()) {
                wire.send(String.valueOf(letter));
            }
            assertThat(wire.read(WHOLE.length())).isEqualTo(WHOLE);
        }
        assertThat(simulator.requests().getFirst().body()).isEqualTo(Octets.of("ab"));
    }

    @Test
    void answersThatRunAtOnceAreCounted() throws Exception {
        simulator.answer(Script.silence());
        try (Wire one = Wire.to(simulator).get("/");
                Wire two = Wire.to(simulator).get("/")) {
            simulator.awaitRequest(SOON);
            simulator.awaitRequest(SOON);
            assertThat(simulator.running()).isEqualTo(2);
            one.close();
            two.close();
        }
        simulator.callerLeft(1).get(10, TimeUnit.SECONDS);
        simulator.callerLeft(2).get(10, TimeUnit.SECONDS);
        assertThat(simulator.peakConcurrency()).isEqualTo(2);
    }

    @Test
    void withoutObservationOnlyCountsRemain() throws IOException {
        try (Simulator blind =
                Simulator.start(SimulatorOptions.defaults().keep(Keep.NOTHING).threads(2))) {
            blind.answer(Script.json(200, "{}"));
            try (Wire wire = Wire.to(blind)) {
                wire.post("/", "x".repeat(1_000_000)).get("/").send("GET / HTTP/1.1\r\nconnection: close\r\n\r\n");
                assertThat(wire.readAll()).isEqualTo(WHOLE.repeat(3));
            }
            assertThat(blind.requests()).isEmpty();
            assertThat(blind.requestCount()).isEqualTo(3);
            assertThat(blind.bodyBytes()).isEqualTo(1_000_000);
        }
    }

    @Test
    void aScriptThatFailsIsAnAnswerToo() throws IOException {
        simulator.answer(Script.asked(request -> {
            throw new IllegalStateException("on purpose");
        }));
        try (Wire wire = Wire.to(simulator).get("/")) {
            assertThat(wire.readAll()).startsWith("HTTP/1.1 500 ").contains("on purpose");
        }
    }

    @Test
    void aConnectionMayBeResetAtTheDoor() throws IOException {
        simulator.welcome(Welcome.RESET);
        assertThatThrownBy(() -> {
                    try (Wire wire = Wire.to(simulator).get("/")) {
                        if (wire.readAll().isEmpty()) {
                            throw new SocketException("reset before the first write");
                        }
                    }
                })
                .isInstanceOf(SocketException.class);
    }

    @Test
    void aProviderThatNeverReadsHoldsTheSenderBack() throws Exception {
        simulator.answer(Script.neverReads());
        CountDownLatch wrote = new CountDownLatch(1);
        try (Wire wire = Wire.to(simulator)) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    wire.post("/", "x".repeat(60_000_000));
                    wrote.countDown();
                } catch (IOException closed) {
                    // the end of this test
                }
            });
            simulator.awaitRequest(SOON);
            assertThat(wrote.getCount()).isEqualTo(1);
            assertThat(simulator.bodyBytes()).isLessThan(60_000_000);
            wire.close();
            sender.join(SOON);
        }
    }
}
