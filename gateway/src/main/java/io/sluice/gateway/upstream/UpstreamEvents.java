package io.sluice.gateway.upstream;

import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.catalog.Origin;

/** What happens to connections, for metrics. Told on the loops, several at a time: implementations only count. */
public interface UpstreamEvents {

    /** Nobody counts. */
    UpstreamEvents NONE = new UpstreamEvents() {};

    /** A connection stands, TLS included. */
    default void opened(Origin origin) {}

    /** A kept connection carries another request. */
    default void reused(Origin origin) {}

    /** A connection that stood is closed; {@code opened} less {@code closed} is what is open. */
    default void closed(Origin origin) {}

    /** A request failed. */
    default void failed(Origin origin, UpstreamFault.Kind kind) {}
}
