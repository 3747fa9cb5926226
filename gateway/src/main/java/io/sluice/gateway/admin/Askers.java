package io.sluice.gateway.admin;

import io.sluice.gateway.call.wire.Headers;
import org.jspecify.annotations.Nullable;

/** Knows who asks something of the admin plane. Asked on event loops: from memory alone. */
@FunctionalInterface
public interface Askers {

    /** Who sent these headers; null where nobody who may ask anything did. */
    @Nullable
    Asker of(Headers headers);
}
