package io.sluice.gateway.route;

import io.sluice.gateway.call.Failure;
import io.sluice.gateway.route.plan.Planned;

/** What a route comes to for one request. */
sealed interface Made {

    /** Every target of the route, in order or left out. */
    Planned planned();

    /** There is a plan. */
    record Plan(Planned planned, io.sluice.gateway.call.Plan plan) implements Made {}

    /** There is none, as no target of it can do what is asked. */
    record None(Planned planned, Failure failure) implements Made {}
}
