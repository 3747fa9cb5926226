package io.sluice.gateway.call;

import org.jspecify.annotations.Nullable;

/** How the targets do: the port through which a plan learns what attempts taught. Safe for all threads. */
public interface Lanes {
    /** Nothing is known of any. */
    Lanes UNKNOWN = target -> View.UNKNOWN;

    /** How a target does now. */
    View of(Target target);

    /** How a target does now for a call that needs so much of it. */
    default View of(Target target, Need need) {
        return of(target);
    }

    /** Within how many milliseconds so many percent of its calls have a first token; NaN where too few were measured. */
    default double firstTokenMillis(Target target, int percent) {
        return Double.NaN;
    }

    /**
     * About what a call takes of its target's limits; never a bound.
     *
     * @param input tokens
     * @param output tokens at most, 0 where nobody says
     */
    record Need(long input, long output) {
        /** Nothing is known of the call. */
        public static final Need UNKNOWN = new Need(0, 0);
    }

    /**
     * A target at one moment.
     *
     * @param rest why it should be left alone for now, in words; null where it need not
     * @param restMillis how much longer, milliseconds; 0 where it need not
     * @param firstTokenMillis its usual time to the first token, milliseconds; NaN where none was measured lately
     * @param inFlight how many calls it has now
     */
    record View(@Nullable String rest, long restMillis, double firstTokenMillis, int inFlight) {
        /** Nothing is known of it. */
        public static final View UNKNOWN = new View(null, 0, Double.NaN, 0);
    }
}
