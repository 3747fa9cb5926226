package io.sluice.gateway.route.plan;

import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.catalog.Target;
import java.util.List;

/**
 * What a route comes to for one call at one moment.
 *
 * @param legs the targets in the order they are tried, each once; empty where no case of the route holds
 * @param leftOut the targets of the route that are not among the legs
 * @param standingBack those of the legs that are put last, as they should rest
 * @param mirrors what the call is sent to besides
 */
public record Planned(List<Leg> legs, List<LeftOut> leftOut, List<LeftOut> standingBack, List<Plan.Mirror> mirrors) {
    /** Keeps copies. */
    public Planned {
        legs = List.copyOf(legs);
        leftOut = List.copyOf(leftOut);
        standingBack = List.copyOf(standingBack);
        mirrors = List.copyOf(mirrors);
    }

    /** A target of the route that is not tried, or late, and why, in words. */
    public record LeftOut(Target target, String why) {}
}
