package io.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.SampleCalls;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallSchemaTest {
    @TempDir
    private Path folder;

    @Test
    void theDaysOfAnOlderFileGetWhatWasAddedSince() throws Exception {
        Path file = folder.resolve("calls.db");
        CallRow row = SampleCalls.odd(7);
        DayTable day = DayTable.of(row.received());
        Schema first = new Schema(CallSchema.SCHEMA.migrations().subList(0, 1));
        try (Connection older = Sqlite.open(file, new Sqlite.Options(Sqlite.Synchronous.NORMAL, Duration.ZERO), first);
                Statement statement = older.createStatement()) {
            statement.execute(day.create().replace(", parent BLOB, cost INTEGER", ""));
        }

        try (CallWriter writer = CallWriter.open(file)) {
            writer.begin();
            writer.ended(row);
            writer.commit();
        }
        try (CallStore store = CallStore.open(file)) {
            assertThat(store.byId(row.id())).contains(row);
        }
    }
}
