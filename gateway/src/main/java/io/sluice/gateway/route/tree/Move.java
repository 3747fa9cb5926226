package io.sluice.gateway.route.tree;

/** What follows a failed attempt. */
public sealed interface Move {
    /** The next target of the plan. */
    record Next() implements Move {}

    /** Nothing: the caller is told. */
    record Stop() implements Move {}

    /** Another route, in place of what is left of the plan. */
    record Divert(RouteNode to) implements Move {}
}
