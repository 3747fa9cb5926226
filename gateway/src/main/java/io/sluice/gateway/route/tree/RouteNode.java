package io.sluice.gateway.route.tree;

import io.sluice.gateway.catalog.Target;
import java.util.List;

/**
 * A route: which targets a model name stands for, and in which order they are tried. One small recursive language; every
 * node may stand inside every other.
 */
public sealed interface RouteNode {
    /** What holds for every attempt below this node. */
    NodeOptions options();

    /** One target. */
    record To(Target target, NodeOptions options) implements RouteNode {}

    /** In this order, the next one when the one before fails. */
    record First(List<RouteNode> nodes, NodeOptions options) implements RouteNode {
        /** Keeps a copy. */
        public First {
            nodes = List.copyOf(nodes);
        }
    }

    /** By chance, in proportion to weights; the others follow, again by chance. */
    record Split(List<Share> shares, NodeOptions options) implements RouteNode {
        /** Keeps a copy. */
        public Split {
            shares = List.copyOf(shares);
        }
    }

    /** A part of a {@link Split}; a weight of 0 is only a fallback. */
    record Share(int weight, RouteNode node) {}

    /** The best by a measure first. */
    record Best(Measure by, List<RouteNode> nodes, NodeOptions options) implements RouteNode {
        /** Keeps a copy. */
        public Best {
            nodes = List.copyOf(nodes);
        }
    }

    /** By what {@link Best} is best. */
    enum Measure {
        /** The least time to the first token, as measured. */
        FASTEST,
        /** The fewest calls in flight. */
        LEAST_BUSY,
        /** The lowest catalog price for this call's tokens. */
        CHEAPEST
    }

    /** The first case that holds; nothing where none does. */
    record When(List<Case> cases, NodeOptions options) implements RouteNode {
        /** Keeps a copy. */
        public When {
            cases = List.copyOf(cases);
        }
    }

    /** A case of {@link When}. */
    record Case(Condition condition, RouteNode node) {}

    /** The same choice for the same run, user or beginning of a prompt, as long as the targets are the same. */
    record Sticky(StickyBy by, RouteNode node, NodeOptions options) implements RouteNode {}

    /** What {@link Sticky} sticks to. */
    enum StickyBy {
        /** The agent run. */
        RUN,
        /** The end user. */
        USER,
        /** The beginning of the prompt, so that a provider's prompt cache keeps hitting. */
        PREFIX
    }

    /**
     * A share of the calls is sent to another target too, whose answer nobody waits for.
     *
     * @param percent of the calls, 1 to 100
     * @param atOnce how many such copies may run at once
     */
    record Mirror(RouteNode node, Target to, int percent, int atOnce, NodeOptions options) implements RouteNode {}

    /** A second attempt beside the first when that has no content after a while; the first content counts. */
    record Hedge(Patience after, List<RouteNode> nodes, NodeOptions options) implements RouteNode {
        /** Keeps a copy. */
        public Hedge {
            nodes = List.copyOf(nodes);
        }
    }
}
