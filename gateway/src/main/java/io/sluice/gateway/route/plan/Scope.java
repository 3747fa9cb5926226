package io.sluice.gateway.route.plan;

import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.call.Leg;
import io.sluice.gateway.route.tree.Move;
import io.sluice.gateway.route.tree.NodeOptions;
import io.sluice.gateway.route.tree.RouteNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the nodes above a target say, the inner one before the outer, and how the nodes below are put in order. */
record Scope(Leg.Terms terms, Order order) {

    /** This one where nothing was said. */
    Scope bare() {
        return new Scope(Leg.Terms.NONE, order);
    }

    /** This one with another order. */
    Scope ordered(Order other) {
        return new Scope(terms, other);
    }

    /** This scope and what one more node says. */
    Scope within(NodeOptions options, int node, Function<RouteNode, List<Leg>> diverted) {
        if (options.equals(NodeOptions.NONE)) {
            return this;
        }
        List<Leg.Span> spans = new ArrayList<>(terms.spans());
        Duration timeout = options.timeout();
        if (timeout != null) {
            spans.add(new Leg.Span(node, timeout));
        }
        Map<FailureClass, Leg.Follow> on = new EnumMap<>(FailureClass.class);
        on.putAll(terms.on());
        options.on().forEach((failure, move) -> on.put(failure, follow(move, diverted)));
        Leg.Terms inside = new Leg.Terms(
                spans,
                inner(options.firstToken(), terms.firstToken()),
                inner(options.stall(), terms.stall()),
                inner(options.retries(), terms.retries()),
                on,
                options.goesOn() == null ? terms.goesOn() : options.goesOn(),
                options.additions().within(terms.additions()));
        return new Scope(inside, order);
    }

    private static Leg.Follow follow(Move move, Function<RouteNode, List<Leg>> diverted) {
        return switch (move) {
            case Move.Next() -> new Leg.Follow.Next();
            case Move.Stop() -> new Leg.Follow.Stop();
            case Move.Divert(RouteNode to) -> new Leg.Follow.Divert(diverted.apply(to));
        };
    }

    private static <T> @Nullable T inner(@Nullable T own, @Nullable T outer) {
        return own == null ? outer : own;
    }
}
