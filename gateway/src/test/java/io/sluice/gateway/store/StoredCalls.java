package io.sluice.gateway.store;

import io.sluice.gateway.journal.CallRow;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** What a test finds in a store. */
final class StoredCalls {
    private StoredCalls() {}

    static List<CallRow> in(Path calls) throws SQLException {
        try (CallStore store = CallStore.open(calls)) {
            return store.last(1_000_000);
        }
    }
}
