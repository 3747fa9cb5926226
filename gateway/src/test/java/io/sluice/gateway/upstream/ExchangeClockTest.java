package io.sluice.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamFault.Kind;
import io.sluice.gateway.catalog.Clocks;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each clock runs out in its own step, not before, and says which one it was. */
class ExchangeClockTest {
    private static final Duration WRITE_STALL = Duration.ofSeconds(30);

    private long now = Long.MAX_VALUE - 5;

    private ExchangeClock clock(boolean stream) {
        return new ExchangeClock(Clocks.USUAL, stream, WRITE_STALL, () -> now);
    }

    private void after(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Nothing a nanosecond before, this kind on the second. */
    private void expires(ExchangeClock clock, int seconds, Kind kind, String told) {
        after(seconds);
        assertThat(clock.expired(now - 1, false, 0)).isNull();
        UpstreamFault fault = Objects.requireNonNull(clock.expired(now, false, 0));
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.detail()).contains(told);
    }

    @Test
    void nothingRunsWhileTheNameIsLookedUp() {
        ExchangeClock clock = clock(true);
        after(100_000);

        assertThat(clock.expired(now, false, 0)).isNull();
    }

    @Test
    void connectingHasTwoSeconds() {
        ExchangeClock clock = clock(true);
        clock.connecting();
        expires(clock, 2, Kind.CONNECT_TIMEOUT, "within 2 s");
    }

    @Test
    void theHandshakeHasThreeSecondsOfItsOwn() {
        ExchangeClock clock = clock(true);
        clock.connecting();
        after(1);
        clock.preparing();
        after(100);
        assertThat(clock.expired(now, false, 0)).as("our own time").isNull();
        clock.securing();
        expires(clock, 3, Kind.TLS, "handshake");
    }

    @Test
    void aStreamHasFiveMinutesForItsFirstByte() {
        ExchangeClock clock = clock(true);
        clock.sent();
        expires(clock, 300, Kind.TIMEOUT, "no byte of the stream");
    }

    @Test
    void aStreamThatBeganMayStallTwoMinutes() {
        ExchangeClock clock = clock(true);
        clock.sent();
        after(299);
        clock.bodyCame();
        after(119);
        clock.bodyCame();
        expires(clock, 120, Kind.STALLED, "within 120 s");
    }

    @Test
    void whilePausedAStallIsNotCountedAndAfterwardsAnew() {
        ExchangeClock clock = clock(true);
        clock.sent();
        clock.bodyCame();
        after(60);
        clock.paused(true);
        after(1000);
        assertThat(clock.expired(now, false, 0)).isNull();
        clock.paused(false);
        expires(clock, 120, Kind.STALLED, "within 120 s");
    }

    @Test
    void aWholeStreamHasHalfAnHourAlsoWhilePaused() {
        ExchangeClock clock = clock(true);
        clock.sent();
        after(1790);
        clock.bodyCame();
        clock.paused(true);
        expires(clock, 10, Kind.TIMEOUT, "the stream had not ended");
    }

    @Test
    void anAnswerThatDoesNotStreamHasTenMinutesForAllOfIt() {
        ExchangeClock clock = clock(false);
        clock.sent();
        after(590);
        clock.bodyCame();
        expires(clock, 10, Kind.TIMEOUT, "the answer was not whole");
    }

    @Test
    void anUpstreamThatReadsNothingForHalfAMinuteIsGivenUp() {
        ExchangeClock clock = clock(true);
        clock.sent();
        after(29);
        assertThat(clock.expired(now, true, 1)).as("a piece was taken").isNull();
        after(30);
        UpstreamFault fault = Objects.requireNonNull(clock.expired(now, true, 1));

        assertThat(fault.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(fault.detail()).contains("request body");
        assertThat(clock.expired(now, false, 1)).as("everything was taken").isNull();
    }
}
