package io.sluice.gateway.route.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which runs are known, and for how long. */
class RunsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Runs runs = new Runs(nanos::get);

    @Test
    void anIdBelongsToTheKeyItCameWith() {
        runs.of("key_a", "r").called();
        assertThat(runs.of("key_a", "r").calls()).isEqualTo(1);
        assertThat(runs.of("key_b", "r").calls()).isZero();
    }

    @Test
    void aRunThatGoesOnIsNotForgotten() {
        for (int call = 0; call < 10; call++) {
            assertThat(runs.of("k", "r").calls()).isEqualTo(call);
            runs.of("k", "r").called();
            nanos.addAndGet(Runs.GENERATION_NANOS);
        }
    }

    @Test
    void oneThatPausesTooLongIsForgotten() {
        runs.of("k", "r").called();
        for (int i = 0; i < 2; i++) {
            nanos.addAndGet(Runs.GENERATION_NANOS + 1);
            runs.of("k", "another");
        }
        assertThat(runs.of("k", "r").calls()).isZero();
    }

    @Test
    void soManyRunsAreKnownAndNoMore() {
        runs.of("k", "first").called();
        for (int i = 0; i < 2 * Runs.MOST + 1; i++) {
            runs.of("k", "r" + i);
        }
        assertThat(runs.of("k", "first").calls()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "x-sluice-run-id, nightly 7, nightly 7",
                "x-sluice-run-id, '', none",
                "traceparent, 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 0af7651916cd43dd8448eb211c80319c",
                "traceparent, 00-00000000000000000000000000000000-b7ad6b7169203331-01, none",
                "traceparent, 00-0af7651916cd43dd8448eb21-b7ad6b7169203331-01, none",
                "traceparent, 00, none",
                "x-other, r, none"
            })
    void aCallNamesItsRunItselfOrByItsTrace(String name, String value, String id) {
        assertThat(RunId.of(Headers.of(List.of(new Header(name, value))))).isEqualTo(id);
    }
}
