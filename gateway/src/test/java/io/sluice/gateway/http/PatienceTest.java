package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Threat T26: callers who send or take too slowly are not waited for. The clocks are set short. */
class PatienceTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private static Inn inn(HttpTimeouts timeouts) {
        return new Inn(HttpOptions.DEFAULT.timeouts(timeouts));
    }

    @Test
    void aHeadThatDoesNotEndIsAnsweredAndClosed() throws Exception {
        try (Inn inn = inn(HttpTimeouts.DEFAULT.reading(SHORT));
                Wire wire = inn.connect()) {
            wire.send("GET /echo HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            Wire.Answer answer = wire.answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("request_timeout");
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void aHeadThatDripsIsNoBetter() throws Exception {
        try (Inn inn = inn(HttpTimeouts.DEFAULT.reading(SHORT));
                Wire wire = inn.connect()) {
            wire.send("GET /echo HTTP/1.1\r\nHost: a\r\n");
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    while (inn.refused.isEmpty()) {
                        wire.send("X: y\r\n");
                        Thread.onSpinWait();
                    }
                } catch (IOException closed) {
                    throw new java.io.UncheckedIOException(closed);
                }
            });
            assertThat(wire.answer().status()).isIn(408, 431);
            drip.join();
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws Exception {
        try (Inn inn = inn(HttpTimeouts.DEFAULT.reading(SHORT));
                Wire wire = inn.connect()) {
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        try (Inn inn = inn(HttpTimeouts.DEFAULT.idle(SHORT));
                Wire wire = inn.connect()) {
            assertThat(wire.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void anIdleHttp2ConnectionIsToldAndClosed() throws Exception {
        try (Inn inn = inn(HttpTimeouts.DEFAULT.idle(SHORT));
                Http2Wire wire = new Http2Wire(inn.port(), 65_535)) {
            assertThat(wire.next(Http2Wire.GOAWAY).code()).isZero();
            assertThat(wire.nextOf(-1, -1)).isNull();
        }
    }

    @Test
    void aBodyThatStopsIsAnsweredAndClosed() throws Exception {
        try (Inn inn = inn(HttpTimeouts.DEFAULT.reading(SHORT));
                Wire wire = inn.connect()) {
            wire.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(90_000));
            Wire.Answer answer = wire.answer();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(wire.rest()).isEmpty();
            assertThat(Guest.await(inn.guest().bodyFailure).code()).isEqualTo("request_timeout");
        }
    }

    @Test
    void anHttp2BodyThatStopsIsAnsweredAndReset() throws Exception {
        try (Inn inn = inn(HttpTimeouts.DEFAULT.reading(SHORT));
                Http2Wire wire = new Http2Wire(inn.port(), 65_535)) {
            wire.headers(1, Http2Wire.request("POST", "/echo"), false);
            wire.data(1, "x", false);
            assertThat(wire.answer(1).status()).isEqualTo("408");
            assertThat(wire.next(Http2Wire.RST).code()).isZero();
        }
    }

    @Test
    void aSilentCallIsWaitedForHoweverLongItTakes() throws Exception {
        try (Inn inn = inn(HttpTimeouts.DEFAULT.reading(SHORT).idle(SHORT).writeStall(SHORT));
                Wire wire = inn.connect();
                Wire other = inn.connect()) {
            wire.send("GET /silent HTTP/1.1\r\nHost: a\r\n\r\n");
            Guest guest = inn.guest();
            assertThat(other.rest()).isEmpty();
            guest.on(() -> guest.answer(200, "at last"));
            assertThat(wire.answer().body()).isEqualTo("at last");
        }
    }

    @Test
    void aCallerWhoTakesNothingIsCut() throws Exception {
        try (Inn inn = inn(HttpTimeouts.DEFAULT.writeStall(SHORT));
                Wire wire = inn.connect()) {
            wire.send("GET /firehose HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(Guest.await(inn.guest().gone)).isTrue();
        }
    }

    @Test
    void anHttp2CallerWhoTakesNothingIsReset() throws Exception {
        try (Inn inn = inn(HttpTimeouts.DEFAULT.writeStall(SHORT));
                Http2Wire wire = new Http2Wire(inn.port(), 1000)) {
            wire.get(1, "/firehose");
            assertThat(Guest.await(inn.guest().gone)).isTrue();
            assertThat(wire.next(Http2Wire.RST).stream()).isEqualTo(1);
        }
    }
}
