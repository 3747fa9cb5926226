package io.sluice.gateway.route.tree;

import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.catalog.Target;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A route of a wildcard name, with what the star stood for put in place of the stars of its targets. */
public final class Starred {
    private final String star;

    /** Of what the star stood for. */
    public Starred(String star) {
        this.star = star;
    }

    /** That route with its stars filled in. */
    public RouteNode filled(RouteNode route) {
        return switch (route) {
            case RouteNode.To(Target target, NodeOptions options) -> new RouteNode.To(target(target), options(options));
            case RouteNode.First(var nodes, var options) -> new RouteNode.First(all(nodes), options(options));
            case RouteNode.Split(var shares, var options) ->
                new RouteNode.Split(
                        shares.stream()
                                .map(share -> new RouteNode.Share(share.weight(), filled(share.node())))
                                .toList(),
                        options(options));
            case RouteNode.Best(var by, var nodes, var options) -> new RouteNode.Best(by, all(nodes), options(options));
            case RouteNode.When(var cases, var options) ->
                new RouteNode.When(
                        cases.stream()
                                .map(next -> new RouteNode.Case(next.condition(), filled(next.node())))
                                .toList(),
                        options(options));
            case RouteNode.Sticky(var by, var node, var options) ->
                new RouteNode.Sticky(by, filled(node), options(options));
            case RouteNode.Mirror(var node, var to, int percent, int atOnce, var options) ->
                new RouteNode.Mirror(filled(node), target(to), percent, atOnce, options(options));
            case RouteNode.Hedge(var after, var nodes, var options) ->
                new RouteNode.Hedge(after, all(nodes), options(options));
        };
    }

    private List<RouteNode> all(List<RouteNode> nodes) {
        return nodes.stream().map(this::filled).toList();
    }

    private Target target(Target target) {
        return new Target(target.provider(), target.model().replace("*", star));
    }

    private NodeOptions options(NodeOptions options) {
        if (options.on().isEmpty()) {
            return options;
        }
        Map<FailureClass, Move> on = new EnumMap<>(FailureClass.class);
        options.on()
                .forEach((failure, move) -> on.put(
                        failure, move instanceof Move.Divert(RouteNode to) ? new Move.Divert(filled(to)) : move));
        return new NodeOptions(
                options.timeout(),
                options.firstToken(),
                options.stall(),
                options.retries(),
                on,
                options.goesOn(),
                options.additions());
    }
}
