package io.sluice.gateway.store;

import io.sluice.gateway.journal.CallId;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.JournalReader;
import io.sluice.gateway.journal.Opening;
import io.sluice.gateway.journal.RecordSink;
import io.sluice.gateway.journal.Refusals;
import io.sluice.gateway.journal.Refusals.Slot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was polled from the lanes and is not committed, and the calls that are open. For the carrier's thread.
 *
 * <p>The openings of calls that outlive their segment are kept in the store by the transaction that lets it go; so at
 * every moment an open call is in the journal or in the store.
 */
final class CallBatch implements RecordSink {
    private final JournalReader reader;
    private final Refusals refusals;
    private final Map<CallId, Opening> open = new HashMap<>();
    private final Set<CallId> kept = new HashSet<>();
    private final List<CallRow> rows = new ArrayList<>();
    private final Set<CallId> endedKept = new HashSet<>();
    private final Map<Slot, Long> refused = new HashMap<>();
    private final List<Opening> outliving = new ArrayList<>();

    CallBatch(JournalReader reader, Refusals refusals) {
        this.reader = reader;
        this.refusals = refusals;
    }

    /** Polls up to {@code most} records and the counts of refusals; returns how many records. Not while it is full. */
    int fill(int most) {
        int polled = reader.poll(this, most);
        refusals.drain().forEach((slot, count) -> refused.merge(slot, count, Long::sum));
        return polled;
    }

    /** Whether there is nothing to commit. Openings alone wait in the journal until their segment goes. */
    boolean isEmpty() {
        return rows.isEmpty() && refused.isEmpty() && !reader.leavesSegments();
    }

    @Override
    public void opened(Opening opening) {
        open.put(opening.id(), opening);
    }

    @Override
    public void ended(CallRow row) {
        rows.add(row);
        if (open.remove(row.id()) == null && kept.contains(row.id())) {
            endedKept.add(row.id());
        }
    }

    /** Writes all of it; may be repeated until it is committed. */
    void write(CallWriter writer) throws SQLException {
        for (CallRow row : rows) {
            writer.ended(row);
        }
        writer.runInserts();
        for (CallId id : endedKept) {
            writer.dropOpen(id);
        }
        outliving.clear();
        if (reader.leavesSegments()) {
            for (Opening opening : open.values()) {
                if (reader.leaves(opening)) {
                    outliving.add(opening);
                    writer.keepOpen(opening);
                }
            }
        }
        writer.refused(refused);
    }

    /** It is committed: forgets it, gives its segments back, and returns how many rows it had. */
    int committed() {
        int count = rows.size();
        for (Opening opening : outliving) {
            open.remove(opening.id());
            kept.add(opening.id());
        }
        kept.removeAll(endedKept);
        outliving.clear();
        endedKept.clear();
        rows.clear();
        refused.clear();
        reader.carried();
        return count;
    }
}
