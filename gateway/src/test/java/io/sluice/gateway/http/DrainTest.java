package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promise R6: a listener that ends lets running calls end first, up to a deadline. */
class DrainTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Inn inn = Inn.open();

    @AfterEach
    void close() {
        inn.close();
    }

    @Test
    void endsAtOnceWhereNothingRuns() throws Exception {
        try (Wire idle = inn.connect();
                Http2Wire other = new Http2Wire(inn.port(), 65_535)) {
            idle.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n").answer();
            other.get(1, "/echo");
            other.answer(1);
            inn.listener.drain(LONG).get(10, TimeUnit.SECONDS);
            assertThat(idle.rest()).isEmpty();
            assertThat(other.next(Http2Wire.GOAWAY).code()).isZero();
        }
        assertThatThrownBy(inn::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void letsRunningCallsEndAndThenClosesTheirConnections() throws Exception {
        try (Wire before = inn.connect();
                Wire streaming = inn.connect();
                Http2Wire multiplexed = new Http2Wire(inn.port(), 65_535)) {
            before.send("GET /silent HTTP/1.1\r\nHost: a\r\n\r\n");
            Guest first = inn.guest();
            streaming.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
            streaming.head();
            Guest second = inn.guest();
            multiplexed.get(1, "/silent");
            Guest third = inn.guest();

            CompletableFuture<Void> drained = inn.listener.drain(LONG);
            assertThat(multiplexed.next(Http2Wire.GOAWAY).code()).isZero();
            assertThat(drained).isNotDone();

            first.on(() -> first.answer(200, "ended"));
            Wire.Answer answer = before.answer();
            assertThat(answer.body()).isEqualTo("ended");
            assertThat(answer.head()).contains("connection: close");
            second.on(second.link::end);
            assertThat(streaming.line()).isEqualTo("0");
            third.on(() -> third.answer(200, "too"));
            assertThat(multiplexed.answer(1).body()).isEqualTo("too");
            assertThat(before.rest()).isEmpty();
            before.close();
            streaming.close();
            drained.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void cutsWhatRunsBeyondTheDeadline() throws Exception {
        try (Wire wire = inn.connect();
                Http2Wire multiplexed = new Http2Wire(inn.port(), 65_535)) {
            wire.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
            wire.head();
            Guest first = inn.guest();
            multiplexed.get(1, "/silent");
            Guest second = inn.guest();
            inn.listener.drain(Duration.ofMillis(50)).get(10, TimeUnit.SECONDS);
            assertThat(Guest.await(first.gone)).isTrue();
            assertThat(Guest.await(second.gone)).isTrue();
            assertThat(wire.rest()).doesNotContain("0\r\n");
        }
    }
}
