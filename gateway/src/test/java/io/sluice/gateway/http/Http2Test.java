package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Headers;
import io.sluice.dialects.json.Bytes;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 on clear text, by prior knowledge. */
class Http2Test {
    private final Inn inn = Inn.open();

    @AfterEach
    void close() {
        inn.close();
    }

    private Http2Wire connect() throws Exception {
        return new Http2Wire(inn.port(), 65_535);
    }

    @Test
    void answersWithTheBodyItWasSent() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.headers(1, Http2Wire.request("POST", "/echo?a=b").set("content-length", "5"), false);
            wire.data(1, "he", false);
            wire.data(1, "llo", true);
            Http2Wire.Answer answer = wire.answer(1);

            assertThat(answer.status()).isEqualTo("200");
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.head().get("content-length")).hasToString("5");
            assertThat(answer.head().contains("date")).isTrue();
            Guest guest = inn.guest();
            assertThat(guest.head.path()).isEqualTo("/echo");
            assertThat(guest.head.query()).isEqualTo("a=b");
            assertThat(guest.head.length()).isEqualTo(5);
            assertThat(guest.head.headers().first("Host")).isEqualTo("a");
            assertThat(Guest.await(guest.delivered)).isTrue();
        }
    }

    @Test
    void servesManyStreamsAtOnce() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.get(1, "/silent");
            wire.get(3, "/silent");
            Guest first = inn.guest();
            Guest second = inn.guest();
            second.on(() -> second.answer(200, "second"));
            assertThat(wire.answer(3).body()).isEqualTo("second");
            first.on(() -> first.answer(200, "first"));
            assertThat(wire.answer(1).body()).isEqualTo("first");
        }
    }

    @Test
    void streamsAsItIsFlushed() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.get(1, "/stream");
            assertThat(wire.next(Http2Wire.HEADERS).last()).isFalse();
            Guest guest = inn.guest();
            guest.on(() -> {
                guest.link.body(Bytes.of("one"));
                guest.link.body(Bytes.of("two"));
                guest.link.flush();
            });
            assertThat(wire.next(Http2Wire.DATA).payload()).asString().isEqualTo("onetwo");
            guest.on(guest.link::end);
            assertThat(wire.next(Http2Wire.DATA).last()).isTrue();
        }
    }

    @Test
    void aResetEndsItsStreamAlone() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.get(1, "/stream");
            wire.get(3, "/silent");
            Guest first = inn.guest();
            Guest second = inn.guest();
            wire.reset(1);
            assertThat(Guest.await(first.gone)).isTrue();
            second.on(() -> second.answer(200, "still here"));
            wire.decode(wire.next(Http2Wire.HEADERS));
            assertThat(wire.answer(3).body()).isEqualTo("still here");
            assertThat(second.gone).isNotDone();
        }
    }

    @Test
    void aCutIsAReset() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.get(1, "/stream");
            Guest guest = inn.guest();
            wire.next(Http2Wire.HEADERS);
            guest.on(guest.link::cut);
            assertThat(wire.next(Http2Wire.RST).code()).isEqualTo(2);
            assertThat(Guest.await(guest.gone)).isTrue();
        }
    }

    @Test
    void aStreamIsNotWritableWhileItsWindowIsClosed() throws Exception {
        try (Http2Wire wire = new Http2Wire(inn.port(), 1000)) {
            wire.get(1, "/firehose");
            Guest hose = inn.guest();
            assertThat(wire.next(Http2Wire.DATA).payload()).hasSizeLessThanOrEqualTo(1000);
            wire.get(3, "/echo");
            assertThat(wire.next(Http2Wire.HEADERS).stream()).isEqualTo(3);
            assertThat(hose.written.get()).isLessThan(200_000);
            long before = hose.written.get();
            wire.window(1, 65_000);
            while (hose.written.get() == before) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void whatNobodyAskedForStaysInItsWindow() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.headers(1, Http2Wire.request("POST", "/unread"), false);
            Guest guest = inn.guest();
            for (int i = 0; i < 16; i++) {
                wire.data(1, "x".repeat(16_000), false);
            }
            wire.get(3, "/echo");
            assertThat(wire.answer(3).status()).isEqualTo("200");
            guest.on(guest.link::readBody);
            wire.data(1, "end", true);
            wire.window(0, 1 << 20);
            wire.window(1, 1 << 20);
            assertThat(wire.answer(1).body()).hasSize(256_003);
        }
    }

    @Test
    void aLeaverIsNoticedOnStreamsThatAreNotRead() throws Exception {
        Http2Wire wire = connect();
        wire.headers(1, Http2Wire.request("POST", "/unread"), false);
        wire.data(1, "waiting", false);
        wire.get(3, "/silent");
        Guest first = inn.guest();
        Guest second = inn.guest();
        wire.close();
        assertThat(Guest.await(first.gone)).isTrue();
        assertThat(Guest.await(second.gone)).isTrue();
    }

    @Test
    void refusesOnTheHeadWithoutReadingTheBody() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.headers(1, Http2Wire.request("POST", "/refuse"), false);
            assertThat(wire.answer(1).status()).isEqualTo("401");
            assertThat(wire.next(Http2Wire.RST).code()).isEqualTo(0);
            wire.get(3, "/echo");
            assertThat(wire.answer(3).status()).isEqualTo("200");
        }
    }

    @Test
    void asksForTheBodyOfACallerWhoWaitsForThat() throws Exception {
        try (Http2Wire wire = connect()) {
            wire.headers(1, Http2Wire.request("POST", "/echo").set("expect", "100-continue"), false);
            assertThat(wire.decode(wire.next(Http2Wire.HEADERS)).status()).hasToString("100");
            wire.data(1, "hi", true);
            assertThat(wire.answer(1).body()).isEqualTo("hi");
        }
    }

    static Stream<Arguments> unsound() {
        return Stream.of(
                Arguments.of("400", Http2Wire.request("GET", "echo")),
                Arguments.of("400", Http2Wire.request("GET", "*")),
                Arguments.of("400", Http2Wire.request("GET", "/echo#x")),
                Arguments.of("400", Http2Wire.request("GET", "/e cho")),
                Arguments.of("400", Http2Wire.request("GET", "http://a/echo")),
                Arguments.of("400", Http2Wire.request("GET", "/echo").authority("evil/?")),
                Arguments.of("400", Http2Wire.request("GET", "/echo").authority("u@a")),
                Arguments.of("400", Http2Wire.request("GET", "/echo").add("host", "b")),
                Arguments.of("413", Http2Wire.request("POST", "/echo").add("content-length", "99999999999")),
                Arguments.of("415", Http2Wire.request("POST", "/echo").add("content-encoding", "gzip")),
                Arguments.of("417", Http2Wire.request("POST", "/echo").add("expect", "tea")),
                Arguments.of("414", Http2Wire.request("GET", "/" + "a".repeat(9000))),
                Arguments.of("431", many(Http2Wire.request("GET", "/echo"))));
    }

    private static Http2Headers many(Http2Headers headers) {
        for (int i = 0; i < 201; i++) {
            headers.add("x-" + i, "");
        }
        return headers;
    }

    @ParameterizedTest
    @MethodSource("unsound")
    void refusesWhatHttp1Refuses(String status, Http2Headers head) throws Exception {
        try (Http2Wire wire = connect()) {
            wire.headers(1, head, false);
            assertThat(wire.answer(1).status()).isEqualTo(status);
        }
        assertThat(inn.opened).hasValue(0);
    }

    static Stream<Http2Headers> illegal() {
        return Stream.of(
                Http2Wire.request("GET", "/echo").add("connection", "close"),
                Http2Wire.request("GET", "/echo").add("transfer-encoding", "chunked"),
                Http2Wire.request("GET", "/echo").add("te", "gzip"),
                Http2Wire.request("GET", "/echo").add("Upper", "x"),
                Http2Wire.request("GET", "/echo").add("x", "a\r\nb: c"),
                Http2Wire.request("GET", "/echo").add("x y", "z"),
                Http2Wire.request("GET", "/echo").add(":path", "/two"),
                Http2Wire.request("GET", "/echo").add(":unknown", "x"),
                Http2Wire.request("GET", "/echo").add("content-length", "5"));
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void resetsWhatHttp2Forbids(Http2Headers head) throws Exception {
        try (Http2Wire wire = connect()) {
            wire.headers(1, head, true);
            Http2Wire.Frame answer = wire.nextOf(Http2Wire.RST, Http2Wire.GOAWAY);
            assertThat(answer == null ? -1 : answer.code()).isEqualTo(1);
        }
        assertThat(inn.opened).hasValue(0);
    }

    @Test
    void isOffWhereItIsTurnedOff() throws Exception {
        try (Inn plain = new Inn(HttpOptions.DEFAULT.http2(false));
                Wire wire = plain.connect()) {
            wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(400);
        }
    }
}
