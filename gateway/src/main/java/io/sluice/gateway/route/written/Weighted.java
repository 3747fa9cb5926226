package io.sluice.gateway.route.written;

import io.sluice.gateway.config.Beside;
import io.sluice.gateway.config.Doc;

/** A part of a {@code split} that is a route itself. */
public record Weighted(
        @Doc("How often it is drawn, in proportion to the others.")
        int weight,

        @Beside RouteSettings route) {}
