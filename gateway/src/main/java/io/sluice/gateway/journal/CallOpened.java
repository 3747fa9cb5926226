package io.sluice.gateway.journal;

import io.sluice.gateway.catalog.Target;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call before its first upstream byte leaves; the row of a call that a crash ended is made of it.
 *
 * @param id the call
 * @param received when its head arrived, in microseconds since 1970
 * @param key whose it is, or null where no key is asked for
 * @param asked what for
 * @param target where the first attempt goes, or null when not yet known
 */
public record CallOpened(
        CallId id,
        long received,
        @Nullable KeyRef key,
        Asked asked,
        @Nullable Target target) {}
