package io.sluice.gateway.store;

import io.sluice.gateway.journal.CallId;
import io.sluice.gateway.journal.CallOpened;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.JournalReader;
import io.sluice.gateway.journal.Opening;
import io.sluice.gateway.journal.RecordSink;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries what former processes left: their rows, then a row for each call they had open when they died.
 *
 * <p>It may be killed and begun again at any point: rows are the same again, and the segments are given back last.
 */
final class Recovery implements RecordSink {
    private final JournalReader reader;
    private final int batch;
    private final List<CallRow> rows = new ArrayList<>();
    private final Map<CallId, Opening> open = new HashMap<>();
    private @Nullable Map<CallId, CallOpened> kept;
    private boolean allRead;

    Recovery(JournalReader reader, int batch) {
        this.reader = reader;
        this.batch = batch;
    }

    @Override
    public void opened(Opening opening) {
        open.put(opening.id(), opening);
    }

    @Override
    public void ended(CallRow row) {
        rows.add(row);
        open.remove(row.id());
        if (kept != null) {
            kept.remove(row.id());
        }
    }

    /** Carries the next batch, or the last; call it again after a failure, with a new writer. Whether all is done. */
    boolean step(CallWriter writer) throws SQLException {
        if (kept == null) {
            kept = writer.keptOpen();
        }
        if (rows.isEmpty() && !allRead) {
            allRead = reader.pollLeftover(this, batch) < batch;
        }
        writer.begin();
        for (CallRow row : rows) {
            writer.ended(row);
        }
        if (allRead) {
            finish(writer, kept);
        }
        writer.commit();
        rows.clear();
        return allRead;
    }

    private void finish(CallWriter writer, Map<CallId, CallOpened> keptOpen) throws SQLException {
        for (Opening opening : open.values()) {
            writer.crashed(opening.read());
        }
        for (CallOpened opened : keptOpen.values()) {
            writer.crashed(opened);
        }
        writer.dropAllOpen();
    }
}
