package io.sluice.gateway.journal;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.Target;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call at one target.
 *
 * @param target where it went
 * @param reason why it was made: {@code first}, {@code retry}, {@code fallback}, {@code hedge}, {@code reconnect} ...
 * @param status the upstream's HTTP status, or 0 when it gave none
 * @param errorCode what went wrong, or null
 * @param sent when its first byte left, in microseconds after the call was received, or {@link Times#NEVER}
 * @param ended when it ended, likewise
 * @param maybeBilled whether the provider may have charged for an answer that was not used
 * @param why its target stood where it did in the plan, in words; null where nothing else could have been
 * @param usage what it alone used; null where that is the whole call's, or the provider told nothing
 * @param cost of what it used, in pico-dollars; null where that is the whole call's, or not known
 * @param drill whether it was made to fail on purpose
 */
public record AttemptRow(
        Target target,
        String reason,
        int status,
        @Nullable String errorCode,
        long sent,
        long ended,
        boolean maybeBilled,
        @Nullable String why,
        @Nullable Usage usage,
        @Nullable Long cost,
        boolean drill) {

    /** One that was meant to succeed. */
    public AttemptRow(
            Target target,
            String reason,
            int status,
            @Nullable String errorCode,
            long sent,
            long ended,
            boolean maybeBilled,
            @Nullable String why,
            @Nullable Usage usage) {
        this(target, reason, status, errorCode, sent, ended, maybeBilled, why, usage, null, false);
    }
}
