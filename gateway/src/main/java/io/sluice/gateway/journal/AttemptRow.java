package io.sluice.gateway.journal;

import io.sluice.gateway.catalog.Target;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call at one target.
 *
 * @param target where it went
 * @param reason why it was made: {@code first}, {@code retry}, {@code fallback}, {@code stale-connection} ...
 * @param status the upstream's HTTP status, or 0 when it gave none
 * @param errorCode what went wrong, or null
 * @param sent when its first byte left, in microseconds after the call was received, or {@link Times#NEVER}
 * @param ended when it ended, likewise
 * @param maybeBilled whether the provider may have charged for an answer that was not used
 */
public record AttemptRow(
        Target target,
        String reason,
        int status,
        @Nullable String errorCode,
        long sent,
        long ended,
        boolean maybeBilled) {}
