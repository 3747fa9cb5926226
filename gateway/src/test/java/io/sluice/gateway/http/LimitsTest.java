package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is too much is refused as early as it can be seen, with the status that says so. */
class LimitsTest {
    private final Inn inn =
            new Inn(HttpOptions.DEFAULT.limits(HttpLimits.DEFAULT.body(1000).connections(3, 1)));

    @AfterEach
    void close() {
        inn.close();
    }

    static Stream<Arguments> tooMuch() {
        String get = "GET /echo HTTP/1.1\r\nHost: a\r\n";
        return Stream.of(
                Arguments.of(414, "uri_too_long", "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of(414, "uri_too_long", "GET /" + "a".repeat(9000)),
                Arguments.of(431, "headers_too_large", get + "X: " + "a".repeat(33000)),
                Arguments.of(431, "headers_too_large", get + "X: a\r\n".repeat(200) + "\r\n"),
                Arguments.of(413, "body_too_large", get + "Content-Length: 1001\r\n\r\n"),
                Arguments.of(417, "expectation_failed", get + "Expect: tea\r\nContent-Length: 1\r\n\r\n"),
                Arguments.of(
                        415,
                        "unsupported_content_encoding",
                        get + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tooMuch")
    void refusesOnTheHeadAlone(int status, String code, String bytes) throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send(bytes);
            Wire.Answer answer = wire.answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains(code);
            assertThat(answer.head()).contains("x-refused: " + code);
            assertThat(wire.rest()).isEmpty();
        }
        assertThat(inn.opened).hasValue(0);
        assertThat(inn.refused).containsExactly(code);
    }

    @Test
    void takesABodyOfJustTheLimit() throws Exception {
        String body = "b".repeat(1000);
        try (Wire wire = inn.connect()) {
            wire.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n" + body);
            assertThat(wire.answer().body()).isEqualTo(body);
        }
    }

    @Test
    void takesA200thHeader() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("GET /echo HTTP/1.1\r\nHost: a\r\n" + "X: a\r\n".repeat(199) + "\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyInChunksIsRefusedWhenItHasGrownTooLarge() throws Exception {
        try (Wire wire = inn.connect()) {
            wire.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + ("64\r\n" + "c".repeat(100) + "\r\n").repeat(11));
            assertThat(wire.answer().body()).isEqualTo("body_too_large");
            assertThat(wire.rest()).isEmpty();
        }
        assertThat(Guest.await(inn.guest().bodyFailure).status()).isEqualTo(413);
    }

    @Test
    void aConnectionTooManyIsTurnedAway() throws Exception {
        try (Wire one = inn.connect();
                Wire two = inn.connect();
                Wire three = inn.connect()) {
            for (Wire wire : java.util.List.of(one, two, three)) {
                assertThat(wire.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")
                                .answer()
                                .status())
                        .isEqualTo(200);
            }
            try (Wire four = inn.connect()) {
                Wire.Answer answer = four.answer();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.head()).contains("retry-after: 1");
            }
            assertThat(inn.turnedAway).hasValue(1);
        }
    }

    @Test
    void eachAddressHasItsShareOfTheConnections() throws Exception {
        Doorkeeper door = new Doorkeeper(HttpLimits.DEFAULT.connections(10, 2));
        var near = java.net.InetAddress.getByName("192.0.2.1");
        assertThat(door.enter(near)).isTrue();
        assertThat(door.enter(near)).isTrue();
        assertThat(door.enter(near)).isFalse();
        assertThat(door.enter(java.net.InetAddress.getByName("192.0.2.2"))).isTrue();
        door.leave(near);
        assertThat(door.enter(near)).isTrue();
        assertThat(door.open()).isEqualTo(3);
    }
}
