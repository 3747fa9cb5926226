package io.sluice.gateway.observe;

import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.journal.Admission;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.Refusals;

/** Puts calls into the journal lane of their loop, and counts what was refused before anyone was known. */
public final class CallRecorder {
    private static final long MICROS_PER_MINUTE = 60_000_000L;

    private final Journal journal;
    private final Refusals refusals;

    /** A record in this journal. */
    public CallRecorder(Journal journal, Refusals refusals) {
        this.journal = journal;
        this.refusals = refusals;
    }

    /** Writes the call ahead, where there is room for its end too. */
    Admission begin(Call call, Attempt attempt) {
        return journal.lane(call.loop().index()).begin(Rows.opened(call, attempt));
    }

    /** Writes the call's end; one that was begun always fits, another (refused, or answered here) where there is room. */
    void ended(Call call, CallRow row, boolean begun) {
        if (begun) {
            journal.lane(call.loop().index()).end(row);
        } else {
            Admission _ = journal.lane(call.loop().index()).record(row);
        }
    }

    /** Counts a refusal by its code; the time is in microseconds of the epoch. */
    void refused(String code, long micros) {
        refusals.count(code, micros / MICROS_PER_MINUTE);
    }
}
