package io.sluice.gateway.drill;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a drill so far.
 *
 * @param before what was seen of such calls before it; null where no record tells
 * @param beforeTime how long a time these calls came in
 * @param drilled the calls it was made for
 * @param others calls that could have gone to the same targets, and were left alone
 */
public record Report(
        String id,
        DrillPlan plan,
        Course course,
        Counts counts,
        @Nullable Seen before,
        Duration beforeTime,
        Seen drilled,
        Seen others) {
    /** It did not happen. */
    public static final long NEVER = -1;

    /** Why a drill ended. */
    public enum How {
        /** Its time was over. */
        TIME("its time was over"),
        /** Somebody ended it. */
        STOPPED("it was stopped"),
        /** The gateway stopped. */
        SHUTDOWN("the gateway stopped");

        private final String words;

        How(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /**
     * Its course in time.
     *
     * @param lasted so far
     * @param how it ended; null while it runs
     * @param ended when; null while it runs
     * @param recovered how long after the end a target it had struck answered a call again; null where none has yet
     */
    public record Course(
            Instant started,
            Duration lasted,
            @Nullable How how,
            @Nullable Instant ended,
            @Nullable Duration recovered) {}

    /**
     * What it did.
     *
     * @param faults attempts that were made to fail
     * @param spared calls that were left alone, as their other targets really rested
     * @param avoided calls that did not begin with the target any more, as it was seen to fail
     * @param noticedAfter how many faults it took until then; {@link #NEVER} where it never was
     */
    public record Counts(long faults, long spared, long avoided, long noticedAfter) {}
}
