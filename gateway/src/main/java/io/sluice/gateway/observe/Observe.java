package io.sluice.gateway.observe;

import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Outcome;
import io.sluice.gateway.call.Spent;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.journal.Admission;
import io.sluice.gateway.journal.CallRow;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One record per call whose key was known, written ahead: the journal has the call before the first byte goes upstream,
 * and room for its end. Calls refused before a key was known are counted.
 */
public final class Observe implements Stage {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final @Nullable CallRecorder record;
    private final @Nullable Metrics metrics;
    private final List<RowWatcher> watchers;
    private final LongSupplier ticker;

    /** Looks at finished rows: the call log, later exporters. On the call's loop, so it may not wait. */
    public interface RowWatcher {

        /** A call has ended. */
        void ended(CallRow row);
    }

    /**
     * Observes calls.
     *
     * @param record where rows go, or null for {@code record: none}
     * @param metrics counts every call; null for copies of calls, which are no callers'
     * @param watchers are shown each row
     * @param ticker of the calls, nanoseconds
     */
    public Observe(
            @Nullable CallRecorder record, @Nullable Metrics metrics, List<RowWatcher> watchers, LongSupplier ticker) {
        this.record = record;
        this.metrics = metrics;
        this.watchers = List.copyOf(watchers);
        this.ticker = ticker;
    }

    /** What Observe remembers of a call. */
    private static final class Notes {
        private boolean begun;
        private @Nullable Spent spent;
    }

    @Override
    public Step enter(Call call) {
        call.keep(this, new Notes());
        if (metrics != null) {
            metrics.entered();
        }
        return Step.GO;
    }

    @Override
    public Step attempt(Call call, Attempt attempt) {
        Notes notes = notes(call);
        if (record == null || notes.begun) {
            return Step.GO;
        }
        return switch (record.begin(call, attempt)) {
            case Admission.Granted() -> {
                notes.begun = true;
                yield Step.GO;
            }
            case Admission.Refused(String code, String reason) ->
                new Step.Refuse(Failure.of(503, code, reason).retryAfter(SOON));
        };
    }

    @Override
    public void attempted(Call call, Attempt attempt, Spent spent) {
        notes(call).spent = spent;
        if (metrics != null) {
            metrics.attempted(attempt, spent);
        }
    }

    @Override
    public void leave(Call call, Outcome outcome) {
        Notes notes = notes(call);
        long now = ticker.getAsLong();
        if (metrics != null) {
            metrics.left(call, outcome, now);
        }
        if (record == null && watchers.isEmpty()) {
            return;
        }
        if (!call.callerSettled()) {
            Failure failure = outcome.failure();
            if (record != null && failure != null) {
                record.refused(failure.code(), call.receivedMicros());
            }
            return;
        }
        CallRow row = Rows.of(call, outcome, notes.spent, now);
        if (record != null) {
            record.ended(call, row, notes.begun);
        }
        for (RowWatcher watcher : watchers) {
            watcher.ended(row);
        }
    }

    private Notes notes(Call call) {
        Notes notes = call.kept(this, Notes.class);
        if (notes == null) {
            throw new IllegalStateException("observed a call that was not entered");
        }
        return notes;
    }
}
