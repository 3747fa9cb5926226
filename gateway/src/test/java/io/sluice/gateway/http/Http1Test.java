package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.dialects.json.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HTTP/1.1 as it should go: bodies, answers, connections that go on. */
class Http1Test {
    private final Inn inn = Inn.open();

    @AfterEach
    void close() {
        inn.close();
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void answersWithTheBodyItWasSent() throws Exception {
        try (Wire wire = inn.connect()) {
            Wire.Answer answer = wire.send(post("/echo?a=b", "hello")).answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.head()).contains("content-length: 5\r\n").containsPattern("date: .* GMT\r\n");
            Guest guest = inn.guest();
            assertThat(guest.head.path()).isEqualTo("/echo");
            assertThat(guest.head.query()).isEqualTo("a=b");
            assertThat(guest.head.remote()).isEqualTo("127.0.0.1");
            assertThat(guest.head.length()).isEqualTo(5);
            assertThat(guest.head.headers().first("HOST")).isEqualTo("a");
            assertThat(Guest.await(guest.delivered)).isTrue();
        }
    }

    @Test
    void goesOnWithTheSameConnection() throws Exception {
        try (Wire wire = inn.connect()) {
            for (int i = 0; i < 5; i++) {
                assertThat(wire.send(post("/echo", "n" + i)).answer().body()).isEqualTo("n" + i);
            }
            assertThat(inn.listener.connections()).isEqualTo(1);
        }
    }

    @Test
    void servesPipelinedRequestsOneAfterAnother() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send(post("/silent", "a") + post("/echo", "b") + post("/echo", "c"));
            Guest first = inn.guest();
            Guest.await(first.body);
            assertThat(inn.opened.get()).isEqualTo(1);
            first.on(() -> first.answer(200, "first"));

            assertThat(wire.answer().body()).isEqualTo("first");
            assertThat(wire.answer().body()).isEqualTo("b");
            assertThat(wire.answer().body()).isEqualTo("c");
        }
    }

    @Test
    void takesALongPipelineWithoutGrowingItsStack() throws Exception {
        try (Wire wire = inn.connect()) {
            Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        wire.send("GET /refuse HTTP/1.1\r\nHost: a\r\n\r\n".repeat(50));
                    }
                } catch (IOException gone) {
                    throw new java.io.UncheckedIOException(gone);
                }
            });
            for (int i = 0; i < 5_000; i++) {
                assertThat(wire.answer().status()).isEqualTo(401);
            }
        }
    }

    @Test
    void takesChunksAndTrailers() throws Exception {
        try (Wire wire = inn.connect()) {
            String body = "3\r\nabc\r\nA;name=value\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n";
            wire.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body);

            assertThat(wire.answer().body()).isEqualTo("abc0123456789");
            assertThat(inn.guest().head.length()).isEqualTo(-1);
            assertThat(wire.send(post("/echo", "next")).answer().body()).isEqualTo("next");
        }
    }

    @Test
    void takesBytesOneByOne() throws Exception {
        try (Wire wire = inn.connect()) {
            String chunked =
                    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
            for (char c : (post("/echo", "hello") + chunked).toCharArray()) {
                wire.send(String.valueOf(c));
            }

            assertThat(wire.answer().body()).isEqualTo("hello");
            assertThat(wire.answer().body()).isEqualTo("abc");
        }
    }

    @Test
    void takesALargeBodyAndSendsItBack() throws Exception {
        String large = "0123456789".repeat(500_000);
        try (Wire wire = inn.connect()) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    wire.send(post("/echo", large));
                } catch (IOException gone) {
                    throw new java.io.UncheckedIOException(gone);
                }
            });
            assertThat(wire.answer().body()).isEqualTo(large);
            sender.join();
        }
    }

    @Test
    void sendsChunksWhereTheLengthIsNotKnown() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(wire.head()).contains("transfer-encoding: chunked\r\n").doesNotContain("content-length");
            Guest guest = inn.guest();
            guest.on(() -> {
                guest.link.body(Bytes.of("x".repeat(300)));
                guest.link.flush();
            });
            assertThat(wire.line()).isEqualTo("12c");
            assertThat(wire.line()).isEqualTo("x".repeat(300));
            guest.on(guest.link::end);
            assertThat(wire.line()).isEqualTo("0");
            assertThat(wire.line()).isEmpty();
            assertThat(wire.send(post("/echo", "next")).answer().body()).isEqualTo("next");
        }
    }

    @Test
    void nothingLeavesBeforeTheFlush() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("GET /silent HTTP/1.1\r\nHost: a\r\n\r\n");
            Guest guest = inn.guest();
            Guest.await(guest.body);
            var asked = new java.util.concurrent.CompletableFuture<Boolean>();
            guest.on(() -> {
                guest.link.head(new io.sluice.gateway.call.wire.ReplyHead(200, java.util.List.of(), -1));
                guest.link.body(Bytes.of("a"));
                asked.complete(true);
            });
            Guest.await(asked);
            wire.socket.setSoTimeout(100);
            assertThatThrownBy(wire::head).isInstanceOf(java.net.SocketTimeoutException.class);
            wire.socket.setSoTimeout(10_000);
            guest.on(guest.link::flush);
            assertThat(wire.head()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void largePiecesGoOutWhole() throws Exception {
        try (Wire wire = inn.connect()) {
            assertThat(wire.send("GET /large?300000 HTTP/1.1\r\nHost: a\r\n\r\n")
                            .answer()
                            .body())
                    .isEqualTo("y".repeat(300_000));
        }
    }

    @Test
    void asksForTheBodyOfACallerWhoWaitsForThat() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(100);
            assertThat(wire.send("hi").answer().body()).isEqualTo("hi");
        }
    }

    @Test
    void refusesWithoutAskingForTheBody() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            Wire.Answer answer = wire.answer();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.head()).contains("connection: close");
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void aRefusalIsReadEvenWhileALargeBodyIsStillBeingSent() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n");
            for (int i = 0; i < 80; i++) {
                wire.send(new byte[100_000]);
            }
            assertThat(wire.answer().status()).isEqualTo(401);
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void aRefusalOfABodyThatIsAlreadyHereKeepsTheConnection() throws Exception {
        try (Wire wire = inn.connect()) {
            assertThat(wire.send(post("/refuse", "whole")).answer().status()).isEqualTo(401);
            assertThat(wire.send(post("/echo", "next")).answer().body()).isEqualTo("next");
        }
    }

    @Test
    void closesWhenTheCallerAsksForIt() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n");
            assertThat(wire.answer().head()).contains("connection: close");
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void http10EndsItsAnswerWithTheConnection() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("GET /stream HTTP/1.0\r\n\r\n");
            assertThat(wire.head()).contains("connection: close").doesNotContain("chunked");
            Guest guest = inn.guest();
            guest.on(() -> {
                guest.link.body(Bytes.of("plain"));
                guest.link.end();
            });
            assertThat(wire.rest()).isEqualTo("plain");
        }
    }

    @Test
    void http10KeepsAliveWhereAskedAndTheLengthIsKnown() throws Exception {
        try (Wire wire = inn.connect()) {
            String request = "GET /refuse HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
            assertThat(wire.send(request).answer().head()).contains("connection: keep-alive");
            assertThat(wire.send(request).answer().status()).isEqualTo(401);
        }
    }

    @Test
    void aCutHttp10AnswerIsAReset() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("GET /stream HTTP/1.0\r\n\r\n");
            wire.head();
            Guest guest = inn.guest();
            guest.on(guest.link::cut);
            assertThat(wire.rest()).isEqualTo("<reset>");
            assertThat(Guest.await(guest.gone)).isTrue();
        }
    }

    @Test
    void headGetsTheHeadAlone() throws Exception {
        try (Wire wire = inn.connect()) {
            Wire.Answer answer =
                    wire.send("HEAD /refuse HTTP/1.1\r\nHost: a\r\n\r\n").answer(false);
            assertThat(answer.head()).contains("content-length: 2\r\n");
            assertThat(wire.send(post("/echo", "next")).answer().body()).isEqualTo("next");
        }
    }

    @Test
    void aCutAnswerHasNoEnd() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
            wire.head();
            Guest guest = inn.guest();
            guest.on(() -> {
                guest.link.body(Bytes.of("part"));
                guest.link.cut();
            });
            assertThat(wire.rest()).isEqualTo("4\r\npart\r\n");
            assertThat(Guest.await(guest.gone)).isTrue();
            assertThat(guest.delivered).isNotDone();
        }
    }

    @Test
    void anAnswerShorterThanItSaidIsCut() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("GET /silent HTTP/1.1\r\nHost: a\r\n\r\n");
            Guest guest = inn.guest();
            Guest.await(guest.body);
            guest.on(() -> {
                guest.link.head(new io.sluice.gateway.call.wire.ReplyHead(200, java.util.List.of(), 10));
                guest.link.body(Bytes.of("short"));
                guest.link.end();
            });
            assertThat(wire.rest()).endsWith("\r\n\r\nshort");
            assertThat(Guest.await(guest.gone)).isTrue();
        }
    }

    @Test
    void noControlCharacterOfAHeaderReachesTheWire() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("GET /silent HTTP/1.1\r\nHost: a\r\n\r\n");
            Guest guest = inn.guest();
            Guest.await(guest.body);
            guest.on(() -> {
                guest.link.head(new io.sluice.gateway.call.wire.ReplyHead(
                        200,
                        java.util.List.of(
                                new io.sluice.gateway.call.wire.Header("x-a", "v\r\nset-cookie: b\0"),
                                new io.sluice.gateway.call.wire.Header("x\r\nevil", "v"),
                                new io.sluice.gateway.call.wire.Header("transfer-encoding", "chunked")),
                        0));
                guest.link.end();
            });
            assertThat(wire.answer().head())
                    .contains("x-a: v  set-cookie: b \r\n")
                    .doesNotContain("evil")
                    .doesNotContain("chunked");
        }
    }

    @Test
    void aTakenPortIsToldPlainly() {
        InetSocketAddress taken = inn.listener.address();
        assertThatThrownBy(() -> HttpListener.open(
                        taken,
                        inn.service(HttpOptions.DEFAULT),
                        inn.loops,
                        new HttpListener.Surroundings(
                                System::nanoTime, java.time.InstantSource.system(), Runnable::run)))
                .isInstanceOf(ListenFailed.class)
                .hasMessageContaining("127.0.0.1:" + taken.getPort())
                .hasMessageContaining("in use");
    }
}
