package io.sluice.gateway.simulation;

import io.sluice.gateway.call.Additions;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.route.tree.NodeOptions;
import io.sluice.gateway.route.tree.Patience;
import io.sluice.gateway.route.tree.RouteNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes routes: every node inside every other, three deep. */
final class Routes {
    private static final RouteNode.Measure[] MEASURES = RouteNode.Measure.values();
    private static final RouteNode.StickyBy[] STICKY = RouteNode.StickyBy.values();
    private final SplittableRandom chance;
    private final int upstreams;

    Routes(SplittableRandom chance, int upstreams) {
        this.chance = chance;
        this.upstreams = upstreams;
    }

    /** The model of the upstream of that number. */
    static Target target(int upstream) {
        return new Target("p" + upstream, "m");
    }

    /** A split of as many upstreams as there are weights. */
    static RouteNode split(List<Integer> weights) {
        return new RouteNode.Split(
                IntStream.range(0, weights.size())
                        .mapToObj(
                                i -> new RouteNode.Share(weights.get(i), new RouteNode.To(target(i), NodeOptions.NONE)))
                        .toList(),
                NodeOptions.NONE);
    }

    /** The route with one more on the first weight, where it is a split. */
    static RouteNode offByOne(RouteNode route) {
        if (!(route instanceof RouteNode.Split split)) {
            return route;
        }
        List<RouteNode.Share> shares = new ArrayList<>(split.shares());
        RouteNode.Share first = shares.getFirst();
        shares.set(0, new RouteNode.Share(first.weight() + 1, first.node()));
        return new RouteNode.Split(shares, split.options());
    }

    RouteNode any() {
        return chance.nextInt(3) == 0 ? first(2) : node(2);
    }

    private RouteNode node(int deep) {
        if (deep == 0) {
            return new RouteNode.To(target(chance.nextInt(upstreams)), options());
        }
        return switch (chance.nextInt(9)) {
            case 0, 1 -> node(0);
            case 2, 3 -> first(deep);
            case 4 ->
                new RouteNode.Split(
                        some(deep).stream()
                                .map(node -> new RouteNode.Share(chance.nextInt(4), node))
                                .toList(),
                        options());
            case 5 -> new RouteNode.Best(MEASURES[chance.nextInt(MEASURES.length)], some(deep), options());
            case 6 -> new RouteNode.Sticky(STICKY[chance.nextInt(STICKY.length)], node(deep - 1), options());
            case 7 ->
                new RouteNode.Mirror(
                        node(deep - 1), target(chance.nextInt(upstreams)), chance.nextInt(101), 1, options());
            default -> new RouteNode.Hedge(patience(), some(deep), options());
        };
    }

    private RouteNode first(int deep) {
        return new RouteNode.First(some(deep), options());
    }

    private List<RouteNode> some(int deep) {
        return IntStream.range(0, 2 + chance.nextInt(2))
                .mapToObj(_ -> node(deep - 1))
                .toList();
    }

    private Patience patience() {
        return chance.nextBoolean()
                ? new Patience.Fixed(Duration.ofMillis(200 + chance.nextLong(5_000)))
                : new Patience.Percentile(50 + chance.nextInt(50));
    }

    private NodeOptions options() {
        return chance.nextInt(3) > 0
                ? NodeOptions.NONE
                : new NodeOptions(sometimes(2), sometimes(2), null, chance.nextInt(4), Map.of(), null, Additions.NONE);
    }

    private @Nullable Duration sometimes(int leastSeconds) {
        return chance.nextInt(3) > 0 ? null : Duration.ofSeconds(leastSeconds + chance.nextLong(25));
    }
}
