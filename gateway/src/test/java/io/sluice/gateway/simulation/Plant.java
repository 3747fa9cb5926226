package io.sluice.gateway.simulation;

/** Faults that a world can be made with, to see whether the oracles find them. */
enum Plant {
    /** None: the code as it is. */
    NOTHING,
    /** Every call has a retry budget of its own. */
    BUDGET_IGNORED,
    /** What rested once after failures rests for ever. */
    NEVER_HALF_OPEN,
    /** Breakers are not told how attempts end. */
    NEVER_OPENS,
    /** Plans know of no rest. */
    REST_IGNORED,
    /** Attempts may take twice the time that the caller gave. */
    DEADLINE_GROWS,
    /** Calls stop at the first of their targets. */
    NOTHING_FOLLOWS,
    /** Runs are planned anew with every call. */
    RUNS_FORGOTTEN,
    /** The first share of a split weighs one more than was written. */
    WEIGHT_OFF_BY_ONE
}
