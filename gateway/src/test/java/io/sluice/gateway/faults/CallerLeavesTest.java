package io.sluice.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Times;
import io.sluice.simulator.Script;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller who leaves, in each phase of a call: the upstream is closed at once and the record says so. */
class CallerLeavesTest {
    private static final Map<String, Double> MILLIS = new TreeMap<>();
    private static Lane lane;

    @BeforeAll
    static void start() throws Exception {
        lane = Lane.open();
    }

    @AfterAll
    static void stop() throws Exception {
        lane.close();
        System.out.println("caller gone -> upstream closed, milliseconds: " + MILLIS);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        lane.nothingLeftOpen();
        lane.provider.reset();
    }

    private static void leave(RawCaller caller, boolean reset) throws Exception {
        if (reset) {
            caller.reset();
        } else {
            caller.close();
        }
    }

    private static CallRow gone(long before) throws Exception {
        CallRow row = lane.sluice.awaitCall(found -> found.ending().callerGone() && found.received() >= before);
        assertThat(row.ending().errorClass()).isEqualTo("caller_gone");
        assertThat(row.ending().errorCode()).isNull();
        return row;
    }

    private static long nowMicros() {
        return System.currentTimeMillis() * 1000;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"model\":\"sim"})
    void beforeTheBodyIsWhole(String part) throws Exception {
        long before = nowMicros();
        long requests = lane.provider.requestCount();
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            caller.send(RawCaller.head("/v1/chat/completions", lane.sluice.key(), 500) + part);
            Lane.await(() -> lane.gauge("sluice_calls_in_flight") == 1, "the call never came");
        }

        CallRow row = gone(before);

        assertThat(row.attempts()).isEmpty();
        assertThat(row.ending().status()).isZero();
        assertThat(lane.provider.requestCount()).isEqualTo(requests);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void whileTheProviderIsSilent(boolean stream, boolean reset) throws Exception {
        lane.provider.answer(Script.silence());
        long before = nowMicros();
        long number;
        long left;
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            lane.send(caller, stream);
            number = lane.provider.awaitRequest(Duration.ofSeconds(10)).number();
            left = System.nanoTime();
            leave(caller, reset);
        }
        noted("silent, " + (stream ? "streamed" : "whole") + (reset ? ", reset" : ", closed"), number, left);

        CallRow row = gone(before);
        assertThat(row.ending().status()).isZero();
        assertThat(row.attempts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inTheMidstOfAStream(boolean reset) throws Exception {
        lane.provider.answer(Script.endless(Lane.event("x"), Duration.ofMillis(20)));
        long before = nowMicros();
        long number;
        long left;
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            lane.send(caller, true).readUntil("\"x\"");
            number = lane.provider.awaitRequest(Duration.ofSeconds(10)).number();
            left = System.nanoTime();
            leave(caller, reset);
        }
        noted("mid-stream" + (reset ? ", reset" : ", closed"), number, left);

        CallRow row = gone(before);
        assertThat(row.ending().status()).isEqualTo(200);
    }

    @Test
    void whileAStreamStandsStill() throws Exception {
        lane.provider.answer(Script.endless(Lane.event("x"), Duration.ofMinutes(1)));
        long before = nowMicros();
        long number;
        long left;
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            lane.send(caller, true).readUntil("\"x\"");
            number = lane.provider.awaitRequest(Duration.ofSeconds(10)).number();
            left = System.nanoTime();
        }
        noted("mid-stream, silent", number, left);
        gone(before);
    }

    @Test
    void whileHeReadsNothingOfAFlood() throws Exception {
        lane.provider.answer(Script.endless(Lane.event("x".repeat(1000)), Duration.ZERO));
        long before = nowMicros();
        long number;
        long left;
        try (RawCaller caller = new RawCaller(lane.sluice.port())) {
            lane.send(caller, true).readUntil("xxx");
            number = lane.provider.awaitRequest(Duration.ofSeconds(10)).number();
            Lane.await(() -> standsStill(number), "the provider was never held back");
            left = System.nanoTime();
            caller.reset();
        }
        noted("held back", number, left);
        gone(before);
    }

    private static boolean standsStill(long number) {
        long sent = lane.provider.bytesSent(number);
        LockSupport.parkNanos(50_000_000);
        return sent > 0 && lane.provider.bytesSent(number) == sent;
    }

    @Test
    void whileTheUpstreamConnects() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SluiceUnderTest sluice = SluiceUnderTest.of("providers:\n  sim: { dialect: openai-chat, url: "
                        + "\"https://127.0.0.1:" + mute.getLocalPort()
                        + "/v1\", key: sk-provider, timeouts: { tls: 60s } }\n")) {
            mute.setSoTimeout(10_000);
            long left;
            try (RawCaller caller = new RawCaller(sluice.port())) {
                caller.post("/v1/chat/completions", sluice.key(), SluiceUnderTest.chatBody("sim/m", "hi", ""));
                // A handshake that is never answered: the connection is on its way for a minute.
                try (Socket half = mute.accept()) {
                    half.setSoTimeout(10_000);
                    assertThat(half.getInputStream().read()).isEqualTo(22);
                    left = System.nanoTime();
                    caller.close();
                    half.getInputStream().readAllBytes();
                    MILLIS.put("connecting", Math.round((System.nanoTime() - left) / 10_000.0) / 100.0);
                }
            }
            CallRow row = sluice.awaitCall(found -> found.ending().callerGone());

            assertThat(row.attempts()).hasSize(1);
            assertThat(row.attempts().getFirst().sent()).isEqualTo(Times.NEVER);
            assertThat(row.attempts().getFirst().maybeBilled()).isFalse();
        }
    }

    private static void noted(String phase, long number, long left) throws Exception {
        long closed = lane.provider.callerLeft(number).get(10, TimeUnit.SECONDS);
        MILLIS.put(phase, Math.round((closed - left) / 10_000.0) / 100.0);
    }
}
