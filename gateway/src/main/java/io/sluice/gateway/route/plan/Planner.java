package io.sluice.gateway.route.plan;

import io.sluice.gateway.call.Leg;
import io.sluice.gateway.call.Plan;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.route.tree.CallFacts;
import io.sluice.gateway.route.tree.Patience;
import io.sluice.gateway.route.tree.RouteNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans of routes. A pure function of route, call, picture and chance: it keeps nothing, asks no clock, and the
 * same four give the same plan.
 *
 * <p>Targets that should rest come after all others, the one that may be asked again first before the rest: where nothing
 * else is left, asking is better than refusing.
 */
public final class Planner {
    private final CallFacts facts;
    private final Picture picture;
    private final List<Plan.Mirror> mirrors = new ArrayList<>();
    private final List<Planned.LeftOut> standingBack = new ArrayList<>();
    private final List<Planned.LeftOut> leftOut = new ArrayList<>();
    private int nodes;

    private Planner(CallFacts facts, Picture picture) {
        this.facts = facts;
        this.picture = picture;
    }

    /** The plan of a route for a call. */
    public static Planned plan(RouteNode route, CallFacts facts, Picture picture, RandomGenerator chance) {
        Planner planner = new Planner(facts, picture);
        Scope outermost = new Scope(Leg.Terms.NONE, new Order(facts, picture, Draw.by(chance)));
        List<Leg> legs = planner.restingLast(once(planner.legs(route, outermost, "the only target")));
        Set<String> tried = new HashSet<>();
        legs.forEach(leg -> tried.add(leg.target().served()));
        planner.leftOut.removeIf(left -> !tried.add(left.target().toString()));
        return new Planned(legs, planner.leftOut, planner.standingBack, planner.mirrors);
    }

    private List<Leg> legs(RouteNode node, Scope outer, String why) {
        Scope scope = outer.within(node.options(), nodes++, to -> once(legs(to, outer.bare(), "diverted to")));
        return switch (node) {
            case RouteNode.To to ->
                scope.order().credentials(to.target()).stream()
                        .map(target -> new Leg(target, why, scope.terms(), null))
                        .toList();
            case RouteNode.First first -> all(first.nodes(), scope, "in the order of `first`");
            case RouteNode.Split split -> shares(split, scope);
            case RouteNode.Best best -> all(scope.order().by(best), scope, Order.word(best.by()));
            case RouteNode.When when -> chosen(when, scope);
            case RouteNode.Sticky sticky -> stuck(sticky, scope, why);
            case RouteNode.Hedge hedge -> hedged(hedge, scope);
            case RouteNode.Mirror mirror -> mirrored(mirror, scope, why);
        };
    }

    private List<Leg> all(List<RouteNode> children, Scope scope, String why) {
        List<Leg> legs = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            legs.addAll(legs(children.get(i), scope, why + ", place " + (i + 1)));
        }
        return legs;
    }

    private List<Leg> shares(RouteNode.Split split, Scope scope) {
        List<Leg> legs = new ArrayList<>();
        for (RouteNode.Share share : scope.order().byChance(split.shares())) {
            String why = (legs.isEmpty() ? "drawn by" : "left over by") + " `split`, weight " + share.weight();
            legs.addAll(legs(share.node(), scope, why));
        }
        return legs;
    }

    private List<Leg> chosen(RouteNode.When when, Scope scope) {
        List<Leg> legs = List.of();
        boolean found = false;
        for (int i = 0; i < when.cases().size(); i++) {
            RouteNode.Case next = when.cases().get(i);
            if (found) {
                leave(next.node(), "an earlier case of `when` holds");
            } else if (next.condition().holds(facts)) {
                found = true;
                legs = legs(next.node(), scope, "case " + (i + 1) + " of `when`");
            } else {
                String words = next.condition().words();
                leave(
                        next.node(),
                        "case " + (i + 1) + " of `when` does not hold" + (words.isEmpty() ? "" : ": " + words));
            }
        }
        return legs;
    }

    private void leave(RouteNode node, String why) {
        switch (node) {
            case RouteNode.To to -> leftOut.add(new Planned.LeftOut(to.target(), why));
            case RouteNode.First first -> first.nodes().forEach(child -> leave(child, why));
            case RouteNode.Split split -> split.shares().forEach(share -> leave(share.node(), why));
            case RouteNode.Best best -> best.nodes().forEach(child -> leave(child, why));
            case RouteNode.When when -> when.cases().forEach(next -> leave(next.node(), why));
            case RouteNode.Sticky sticky -> leave(sticky.node(), why);
            case RouteNode.Hedge hedge -> hedge.nodes().forEach(child -> leave(child, why));
            case RouteNode.Mirror mirror -> leave(mirror.node(), why);
        }
    }

    private List<Leg> stuck(RouteNode.Sticky sticky, Scope scope, String why) {
        Long key = Order.key(sticky.by(), facts);
        return legs(
                sticky.node(), key == null ? scope : scope.ordered(scope.order().stuck(key)), why);
    }

    private List<Leg> mirrored(RouteNode.Mirror mirror, Scope scope, String why) {
        if (scope.order().drawn(mirror)) {
            Target to = picture.known(mirror.to()).getFirst();
            if (picture.of(to).rest() == null) {
                mirrors.add(new Plan.Mirror(to, mirror.atOnce()));
            }
        }
        return legs(mirror.node(), scope, why);
    }

    private List<Leg> hedged(RouteNode.Hedge hedge, Scope scope) {
        int id = nodes;
        List<Leg> legs = all(hedge.nodes(), scope, "in the order of `hedge`");
        Duration after = legs.isEmpty() ? null : patience(hedge.after(), legs.getFirst());
        if (after == null) {
            return legs;
        }
        Leg.Hedge neighbours = new Leg.Hedge(id, after);
        return legs.stream().map(leg -> leg.hedged(neighbours)).toList();
    }

    /** Null where too little is known of how long it usually takes: nothing is sent a second time by guess. */
    private @Nullable Duration patience(Patience patience, Leg first) {
        return switch (patience) {
            case Patience.Fixed(Duration time) -> time;
            case Patience.Percentile(int percent) -> {
                double millis = picture.firstTokenMillis(first.target(), percent);
                yield Double.isNaN(millis) ? null : Duration.ofMillis(Math.max(1, Math.round(millis)));
            }
        };
    }

    /** Each target once, at its best place. */
    private static List<Leg> once(List<Leg> legs) {
        Set<String> seen = new HashSet<>();
        return legs.stream().filter(leg -> seen.add(leg.target().lane())).toList();
    }

    private static io.sluice.gateway.catalog.Target named(Target target) {
        return new io.sluice.gateway.catalog.Target(target.provider().id(), target.model());
    }

    private List<Leg> restingLast(List<Leg> legs) {
        if (legs.size() == 1) {
            return legs;
        }
        List<Leg> awake = new ArrayList<>();
        List<Leg> resting = new ArrayList<>();
        for (Leg leg : legs) {
            String rest = picture.of(leg.target()).rest();
            if (rest == null) {
                awake.add(leg);
            } else {
                standingBack.add(new Planned.LeftOut(named(leg.target()), rest));
                // What rests is not sent anything besides.
                resting.add(leg.hedged(null).because(leg.why() + "; put last: " + rest));
            }
        }
        resting.sort((one, other) -> Long.compare(
                picture.of(one.target()).restMillis(),
                picture.of(other.target()).restMillis()));
        awake.addAll(resting);
        return awake;
    }
}
