package io.sluice.gateway.app;

import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalSettings;
import io.sluice.gateway.journal.JournalState;
import io.sluice.gateway.journal.Refusals;
import io.sluice.gateway.store.CallCarrier;
import io.sluice.gateway.store.CallHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record of calls of an owned data folder: the journal that is written, and what carries it into {@code calls.db}. */
final class CallRecord implements RecordedCalls, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LAST_FLUSH = Duration.ofSeconds(10);

    private final Path store;
    private final Journal journal;
    private final Refusals refusals;
    private final CallCarrier carrier;

    private CallRecord(Path store, Journal journal, Refusals refusals, CallCarrier carrier) {
        this.store = store;
        this.journal = journal;
        this.refusals = refusals;
        this.carrier = carrier;
    }

    /** Opens both and begins to carry, first what a crashed process left. */
    static CallRecord open(DataFolder folder, int lanes) throws IOException {
        Path store = folder.calls();
        Journal journal = Journal.open(JournalSettings.in(folder.path().resolve("journal"), lanes));
        Refusals refusals = new Refusals();
        CallCarrier carrier = new CallCarrier(store, journal, refusals, System::nanoTime);
        CallRecord record = new CallRecord(store, journal, refusals, carrier);
        try {
            carrier.start();
        } catch (Exception refused) {
            journal.close();
            throw refused instanceof IOException told ? told : new IOException(refused.getMessage(), refused);
        }
        return record;
    }

    Journal journal() {
        return journal;
    }

    Refusals refusals() {
        return refusals;
    }

    @Override
    public List<CallRow> last(int most) throws IOException {
        try {
            boolean _ = carrier.flush(PATIENCE);
            return CallHistory.last(store, most);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Keeps the calls of so many days, whole ones by UTC, and drops older ones. */
    void keep(Duration retention, InstantSource clock) {
        carrier.keepFrom(
                () -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(retention.toDays()));
    }

    /** Why no call should be sent here, or null. */
    @Nullable
    String trouble() {
        JournalState state = journal.state();
        return state.failure() == null ? null : state.failure().reason();
    }

    double lagRecords() {
        return journal.state().lagRecords();
    }

    double lagBytes() {
        return journal.state().lagBytes();
    }

    @Override
    public void close() {
        try {
            boolean _ = carrier.flush(LAST_FLUSH);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        carrier.close();
        journal.close();
    }
}
