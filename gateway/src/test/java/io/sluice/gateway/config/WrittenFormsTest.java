package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenFormsTest {

    @Test
    void aDurationHasAUnit() {
        assertThat(Durations.parse("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(Durations.parse("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(Durations.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Durations.parse("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(Durations.parse("30d")).isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "-1s", "1.5s", "1 week", "9999999999s", "s"})
    void whatIsNoDurationSaysHowOneIsWritten(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("like 30s");
    }

    @Test
    void aSizeCountsInThousandsOrIn1024s() {
        assertThat(Size.parse("20MiB").bytes()).isEqualTo(20L << 20);
        assertThat(Size.parse("20 mb").bytes()).isEqualTo(20_000_000);
        assertThat(Size.parse("7").bytes()).isEqualTo(7);
        assertThat(Size.parse("32KiB")).hasToString("32KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lots", "-1", "1.5MiB", "1TiBB", "999999999999GiB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> Size.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListenAddressIsHostAndPort() {
        assertThat(ListenAddress.parse("127.0.0.1:4000")).isEqualTo(new ListenAddress("127.0.0.1", 4000));
        assertThat(ListenAddress.parse("[::1]:0")).isEqualTo(new ListenAddress("::1", 0));
        assertThat(ListenAddress.parse("[::1]:0")).hasToString("[::1]:0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "4000", ":4000", "host", "host:", "host:x", "host:65536", "::1:4000", "http://h:1", "a b:1"})
    void whatIsNoListenAddressIsRefused(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "127.9.9.9:1", "localhost:1", "LOCALHOST:1", "[::1]:1"})
    void onlyThisMachineReachesALoopbackAddress(String text) {
        assertThat(ListenAddress.parse(text).loopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:1", "[::]:1", "10.0.0.1:1", "gateway.example:1", "127.0.0.1.example:1"})
    void everythingElseMayBeReachedByOthers(String text) {
        assertThat(ListenAddress.parse(text).loopback()).isFalse();
    }
}
