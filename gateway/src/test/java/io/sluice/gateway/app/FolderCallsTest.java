package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalSettings;
import io.sluice.gateway.journal.Refusals;
import io.sluice.gateway.journal.SampleCalls;
import io.sluice.gateway.store.CallCarrier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice calls} over a folder into which calls were recorded as a gateway does. */
class FolderCallsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void record() throws Exception {
        shell().data().make();
        try (var journal = Journal.open(JournalSettings.in(shell().data().path().resolve("journal"), 1));
                var carrier = new CallCarrier(shell().data().calls(), journal, new Refusals(), System::nanoTime)) {
            carrier.start();
            for (int number = 1; number <= 3; number++) {
                journal.lane(0).record(SampleCalls.ended(number));
            }
            assertThat(carrier.flush(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void whereNobodyOwnsTheFolderItIsReadAndNothingIsMadeInIt() {
        var ran = shell().run("calls", "--json", "--last", "2");

        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .satisfiesExactly(
                        newest -> assertThat(newest).startsWith("{\"id\":\"" + SampleCalls.id(3) + "\""),
                        next -> assertThat(next).startsWith("{\"id\":\"" + SampleCalls.id(2) + "\""));
        assertThat(Files.exists(shell().data().secrets())).isFalse();
    }

    @Test
    void theOwnerOfTheFolderShowsTheSame() throws Exception {
        var alone = shell().run("calls");
        try (var _ = Owner.of(shell().data())) {
            assertThat(shell().run("calls")).isEqualTo(alone);
        }
        assertThat(alone.out()).hasSize(4);
    }

    private Shell shell() {
        return new Shell(folder);
    }
}
