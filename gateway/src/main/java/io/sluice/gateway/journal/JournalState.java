package io.sluice.gateway.journal;

import org.jspecify.annotations.Nullable;

/**
 * How the journal stands, for metrics and {@code /readyz}.
 *
 * @param lagRecords records the store has not taken yet
 * @param lagBytes their bytes
 * @param segments segment files on the disk
 * @param prepared those of them that wait to be used
 * @param failure why no further segment can be prepared, or null; calls are admitted as long as there is room
 */
public record JournalState(
        long lagRecords, long lagBytes, int segments, int prepared, Admission.@Nullable Refused failure) {

    /** Whether new calls can be recorded for more than a moment. */
    public boolean durable() {
        return failure == null;
    }
}
