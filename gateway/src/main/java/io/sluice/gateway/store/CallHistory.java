package io.sluice.gateway.store;

import io.sluice.gateway.journal.CallRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Looks into the record of calls once, for who keeps nothing open: a command, whether or not a gateway runs. */
public final class CallHistory {
    private CallHistory() {}

    /**
     * The newest {@code most} calls in {@code calls.db}, newest first; none where there is no such file yet. Blocks; for
     * platform threads.
     *
     * @throws IOException saying why the file cannot be read, and what to do where that helps
     */
    public static List<CallRow> last(Path file, int most) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var calls = CallStore.open(file)) {
            return calls.last(most);
        } catch (SQLException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }
}
