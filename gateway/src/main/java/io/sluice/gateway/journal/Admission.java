package io.sluice.gateway.journal;

/** Whether the journal has room for one more call, its end included. */
public sealed interface Admission {

    /** It is recorded. */
    record Granted() implements Admission {}

    /**
     * It is not: the disk is full or broken, or the store has not taken records for too long.
     *
     * @param code stable, for the caller: {@code storage_full}
     * @param reason what failed and what to do, for the operator
     */
    record Refused(String code, String reason) implements Admission {}

    /** The one value of {@link Granted}. */
    Admission GRANTED = new Granted();
}
