package io.sluice.gateway.route.tree;

import io.sluice.gateway.catalog.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is within a route, seen once when it is made. */
public final class Within {
    private final Set<Target> targets = new LinkedHashSet<>();
    private boolean readsContents;
    private boolean countsCalls;

    private Within() {}

    /** Looks through a route. */
    public static Within of(RouteNode route) {
        Within within = new Within();
        within.look(route);
        return within;
    }

    /** Every target it may lead to, those of mirrors and diversions too. */
    public Set<Target> targets() {
        return Set.copyOf(targets);
    }

    /** Whether it may look at what is only known when a body is read whole. */
    public boolean readsContents() {
        return readsContents;
    }

    /** Whether it looks at how many calls a run has had. */
    public boolean countsCalls() {
        return countsCalls;
    }

    private void look(RouteNode route) {
        route.options().on().values().forEach(move -> {
            if (move instanceof Move.Divert(RouteNode to)) {
                look(to);
            }
        });
        switch (route) {
            case RouteNode.To to -> targets.add(to.target());
            case RouteNode.First first -> all(first.nodes());
            case RouteNode.Split split -> split.shares().forEach(share -> look(share.node()));
            case RouteNode.Best best -> all(best.nodes());
            case RouteNode.When when ->
                when.cases().forEach(next -> {
                    readsContents |= next.condition().readsContents();
                    countsCalls |= next.condition().countsCalls();
                    look(next.node());
                });
            case RouteNode.Sticky sticky -> {
                readsContents |= sticky.by() == RouteNode.StickyBy.USER;
                look(sticky.node());
            }
            case RouteNode.Mirror mirror -> {
                targets.add(mirror.to());
                look(mirror.node());
            }
            case RouteNode.Hedge hedge -> all(hedge.nodes());
        }
    }

    private void all(List<RouteNode> nodes) {
        nodes.forEach(this::look);
    }
}
