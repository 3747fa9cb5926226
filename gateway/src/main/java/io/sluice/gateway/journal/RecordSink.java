package io.sluice.gateway.journal;

/** Takes records in the order of their lane. */
public interface RecordSink {
    /** A call was begun. Its opening can be read until the segment it is in is given back. */
    void opened(Opening opening);

    /** A call ended; its row is complete. */
    void ended(CallRow row);
}
