package io.sluice.gateway.drill;

import io.sluice.gateway.account.VirtualKey;
import java.util.Collection;
import java.util.List;

/** What a drill may name: the gateway's keys, providers and models, as they are now. */
public interface Known {

    /** The keys that work. */
    List<VirtualKey> keys();

    /** The ids of the providers. */
    Collection<String> providers();

    /** The public models that have one name; for what was probably meant. */
    Collection<String> models();

    /** Whether it is a public model, a wildcard's included. */
    boolean model(String name);
}
