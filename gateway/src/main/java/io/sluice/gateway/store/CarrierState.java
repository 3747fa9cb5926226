package io.sluice.gateway.store;

import org.jspecify.annotations.Nullable;

/**
 * How the carrying of calls into the store stands.
 *
 * @param rows rows carried since the start, those of former processes included
 * @param behindMicros for how long the store has not been level with the journal, 0 when it is
 * @param failure what the store said when it last refused a batch, or null since it took one
 * @param recovered whether what former processes left is in the store
 */
public record CarrierState(
        long rows, long behindMicros, @Nullable String failure, boolean recovered) {}
