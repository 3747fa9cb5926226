package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.gateway.call.wire.Upstreams;

/** How the requests of one attempt get to their provider. A stage may put another one in place of the straight one. */
@FunctionalInterface
public interface Way {
    /** As it is. */
    Way STRAIGHT = (usual, _) -> usual;

    /**
     * What sends the requests.
     *
     * @param usual what sends them where nobody says otherwise
     * @param spoken the dialect that is spoken with the provider
     */
    Upstreams of(Upstreams usual, Dialect spoken);
}
