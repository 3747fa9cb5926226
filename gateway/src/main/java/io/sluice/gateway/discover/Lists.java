package io.sluice.gateway.discover;

import io.sluice.gateway.call.ProviderAccess;
import java.util.List;

/** Asks providers for their lists. */
@FunctionalInterface
interface Lists {

    /** The provider's models by the names that go upstream. Waits; {@link NoList} says why there are none. */
    List<String> of(ProviderAccess access) throws NoList, InterruptedException;
}
