package io.sluice.gateway.budget;

/** What becomes of a wish to reserve. */
public sealed interface ReservationResult {

    /** It is reserved, all of it or as much as was the least. */
    record Granted(Reservation reservation) implements ReservationResult {}

    /** Others hold what it needs: it is told, in order, when there is room; see {@link Ledger#ask}. */
    record Waits(Ticket ticket) implements ReservationResult {}

    /** What was spent leaves no room in that budget. */
    record Refused(Standing standing) implements ReservationResult {}
}
