package io.sluice.gateway.route;

import io.sluice.gateway.call.Failure;
import io.sluice.gateway.route.tree.CallFacts;

/** Where a request would go, and why. */
sealed interface Explanation {

    /** The name asked for leads nowhere. */
    record Nowhere(Failure failure) implements Explanation {}

    /**
     * It leads to a route.
     *
     * @param name the public name that was found, with its star where it has one; else the provider's model
     * @param direct whether a provider's model was named rather than a public one
     * @param route what it stands for
     * @param facts what the route could look at
     * @param moment how its targets did
     * @param made what came of it
     */
    record Routed(String name, boolean direct, ModelRoute route, CallFacts facts, Moment moment, Made made)
            implements Explanation {}
}
