package io.sluice.gateway.journal;

/** The points of a record's life at which tests stop the process. */
public enum Point {
    /** A call's opening is in the journal, its upstream not yet called. */
    OPENED,
    /** A call's row is in the journal. */
    ENDED,
    /** A lane went on to its next segment. */
    ROTATED,
    /** What was appended so far is on the disk. */
    FORCED,
    /** A carried segment has lost its name and still holds its records. */
    SEGMENT_SET_ASIDE,
    /** A segment was prepared. */
    SEGMENT_PREPARED,
    /** A batch is in the store's transaction, not committed. */
    BATCH_WRITTEN,
    /** The transaction is committed, the journal does not know yet. */
    BATCH_COMMITTED,
    /** What a former process left is in the store, its segments still there. */
    RECOVERED
}
