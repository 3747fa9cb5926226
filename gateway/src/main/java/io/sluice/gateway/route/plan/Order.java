package io.sluice.gateway.route.plan;

import io.sluice.gateway.call.Target;
import io.sluice.gateway.route.tree.CallFacts;
import io.sluice.gateway.route.tree.RouteNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders that children of a node are put into. */
final class Order {
    private final CallFacts facts;
    private final Picture picture;
    private final Draw draw;

    Order(CallFacts facts, Picture picture, Draw draw) {
        this.facts = facts;
        this.picture = picture;
        this.draw = draw;
    }

    /** The same, but that whoever has this key always draws the same. */
    Order stuck(long key) {
        return new Order(facts, picture, new Draw.Kept(key));
    }

    /**
     * By chance and weight: each place goes to those left in proportion to their weights (the smallest of draws that wait
     * the longer, the less they weigh); those of weight 0 come last.
     */
    List<RouteNode.Share> byChance(List<RouteNode.Share> shares) {
        Map<RouteNode.Share, Double> waits = new IdentityHashMap<>();
        for (RouteNode.Share share : shares) {
            double drawn = -Math.log1p(-draw.of(head(share.node())));
            waits.put(share, share.weight() == 0 ? Double.POSITIVE_INFINITY : drawn / share.weight());
        }
        List<RouteNode.Share> ordered = new ArrayList<>(shares);
        ordered.sort(Comparator.comparingDouble(waits::get));
        return ordered;
    }

    /** The best first; those nothing is known of before all others where speed counts, so that it becomes known. */
    List<RouteNode> by(RouteNode.Best best) {
        // Equals must not always fall to the same one; whoever sticks keeps to what was drawn, whatever is best now.
        List<RouteNode> nodes = new ArrayList<>(
                byChance(best.nodes().stream()
                                .map(node -> new RouteNode.Share(1, node))
                                .toList())
                        .stream()
                        .map(RouteNode.Share::node)
                        .toList());
        if (draw instanceof Draw.Kept) {
            return nodes;
        }
        switch (best.by()) {
            case FASTEST -> nodes.sort(Comparator.comparingDouble(node -> firstToken(head(node))));
            case LEAST_BUSY -> nodes.sort(Comparator.comparingInt(node -> busy(node)));
            case CHEAPEST ->
                nodes.sort(Comparator.comparing(this::price, Comparator.nullsLast(Comparator.naturalOrder())));
        }
        return nodes;
    }

    /** The credentials of a target: a drawn one first, and whoever sticks draws the same. */
    List<Target> credentials(io.sluice.gateway.catalog.Target named) {
        List<Target> all = picture.known(named);
        if (all.size() == 1) {
            return all;
        }
        List<Target> drawn = new ArrayList<>(all);
        Collections.rotate(drawn, -(int) (draw.of(named) * drawn.size()));
        return drawn;
    }

    static String word(RouteNode.Measure by) {
        return switch (by) {
            case FASTEST -> "by time to the first token (`fastest`)";
            case LEAST_BUSY -> "by calls in flight (`least-busy`)";
            case CHEAPEST -> "by price (`cheapest`)";
        };
    }

    private double firstToken(io.sluice.gateway.catalog.@Nullable Target target) {
        double known = target == null
                ? Double.NaN
                : picture.of(picture.known(target).getFirst()).firstTokenMillis();
        return Double.isNaN(known) ? 0 : known;
    }

    private int busy(RouteNode node) {
        io.sluice.gateway.catalog.Target target = head(node);
        return target == null
                ? 0
                : picture.known(target).stream()
                        .mapToInt(one -> picture.of(one).inFlight())
                        .sum();
    }

    private @Nullable BigDecimal price(RouteNode node) {
        io.sluice.gateway.catalog.Target target = head(node);
        return target == null ? null : picture.price(picture.known(target).getFirst(), facts.tokens());
    }

    /** The target a node would be asked at first, as far as it is certain: what it is measured by. */
    private io.sluice.gateway.catalog.@Nullable Target head(RouteNode node) {
        return switch (node) {
            case RouteNode.To to -> to.target();
            case RouteNode.First first ->
                first.nodes().isEmpty() ? null : head(first.nodes().getFirst());
            case RouteNode.Split split ->
                split.shares().isEmpty() ? null : head(split.shares().getFirst().node());
            case RouteNode.Best best ->
                best.nodes().isEmpty() ? null : head(best.nodes().getFirst());
            case RouteNode.When when ->
                when.cases().stream()
                        .filter(next -> next.condition().holds(facts))
                        .findFirst()
                        .map(next -> head(next.node()))
                        .orElse(null);
            case RouteNode.Sticky sticky -> head(sticky.node());
            case RouteNode.Mirror mirror -> head(mirror.node());
            case RouteNode.Hedge hedge ->
                hedge.nodes().isEmpty() ? null : head(hedge.nodes().getFirst());
        };
    }

    /** What a call sticks by; null where it has none of it. */
    static @Nullable Long key(RouteNode.StickyBy by, CallFacts facts) {
        return switch (by) {
            case RUN -> hash(facts.run());
            case USER ->
                hash(
                        facts.contents().user() == null
                                ? facts.key()
                                : facts.contents().user());
            case PREFIX -> facts.prefix();
        };
    }

    /** Whether this call is among those that are mirrored. */
    boolean drawn(RouteNode.Mirror mirror) {
        return draw.of(mirror.to()) * 100 < mirror.percent();
    }

    private static @Nullable Long hash(@Nullable String text) {
        return text == null ? null : (long) text.hashCode();
    }
}
