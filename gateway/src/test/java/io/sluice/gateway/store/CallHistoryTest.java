package io.sluice.gateway.store;

import static io.sluice.gateway.journal.SampleCalls.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallHistoryTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("calls.db");
    }

    @Test
    void whereNothingWasRecordedThereIsNothing() throws IOException {
        assertThat(CallHistory.last(file, 10)).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void theNewestComeFirstAndNoMoreThanWanted() throws IOException, SQLException {
        record(3);

        assertThat(CallHistory.last(file, 2)).containsExactly(ended(3), ended(2));
    }

    @Test
    void itIsReadBesideTheOneThatWritesIt() throws IOException, SQLException {
        try (var writer = CallWriter.open(file)) {
            writer.begin();
            writer.ended(ended(1));
            writer.commit();
            writer.begin();
            writer.ended(ended(2));

            assertThat(CallHistory.last(file, 10)).containsExactly(ended(1));
        }
    }

    @Test
    void aFileThatIsNoRecordIsSaidByName() throws IOException {
        Files.writeString(file, "what?".repeat(1_000));

        assertThatThrownBy(() -> CallHistory.last(file, 10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("calls.db");
    }

    private void record(int calls) throws SQLException {
        try (var writer = CallWriter.open(file)) {
            writer.begin();
            for (int number = 1; number <= calls; number++) {
                writer.ended(ended(number));
            }
            writer.commit();
        }
    }
}
