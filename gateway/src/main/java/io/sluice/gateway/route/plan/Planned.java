package io.sluice.gateway.route.plan;

import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Target;
import java.util.List;

/**
 * What a route comes to for one call at one moment.
 *
 * @param legs the targets in the order they are tried, each once; empty where no case of the route holds
 * @param mirrors what the call is sent to besides, for nobody to wait for
 * @param leftOut the targets of the route that are not among the legs
 */
public record Planned(List<Leg> legs, List<Target> mirrors, List<LeftOut> leftOut) {
    /** Keeps copies. */
    public Planned {
        legs = List.copyOf(legs);
        mirrors = List.copyOf(mirrors);
        leftOut = List.copyOf(leftOut);
    }

    /** A target of the route that is not tried, and why, in words. */
    public record LeftOut(io.sluice.gateway.catalog.Target target, String why) {}
}
