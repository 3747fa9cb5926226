package io.sluice.gateway.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One target of a plan.
 *
 * @param target where an attempt would go
 * @param why it stands at this place, in words
 * @param terms what holds for attempts at it
 * @param hedge where it may be sent beside the one before it, or the next one beside it; null where it stands alone
 */
public record Leg(
        Target target, String why, Terms terms, @Nullable Hedge hedge) {

    /** A target of which nothing particular is said. */
    public static Leg of(Target target) {
        return new Leg(target, "the only target", Terms.NONE, null);
    }

    /**
     * What holds for the attempts at a target.
     *
     * @param spans the clocks of all nodes of the route above it, the outermost first
     * @param firstToken the longest time to the first content; null where the provider's own clock holds
     * @param stall the longest pause; null where the provider's own clock holds
     * @param retries how often the same target is tried again at most; null where nothing is said
     * @param on what follows a failure, where it is not what usually does
     * @param goesOn whether another target may go on with a stream of text that breaks here
     * @param additions what is added to its requests
     */
    public record Terms(
            List<Span> spans,
            @Nullable Duration firstToken,
            @Nullable Duration stall,
            @Nullable Integer retries,
            Map<FailureClass, Follow> on,
            boolean goesOn,
            Additions additions) {
        /** Nothing is said. */
        public static final Terms NONE = new Terms(List.of(), null, null, null, Map.of(), false, Additions.NONE);

        /** Keeps copies. */
        public Terms {
            spans = List.copyOf(spans);
            on = Map.copyOf(on);
        }
    }

    /**
     * A node's clock: all attempts below it together take no longer.
     *
     * @param node tells the nodes of a plan apart
     */
    public record Span(int node, Duration most) {}

    /**
     * Neighbours in a plan that have the same one are sent beside each other: the second when the first has no content
     * after a while.
     *
     * @param node tells the nodes of a plan apart
     */
    public record Hedge(int node, Duration after) {}

    /** What follows a failure. */
    public sealed interface Follow {
        /** The next leg. */
        record Next() implements Follow {}

        /** Nothing: the caller is told. */
        record Stop() implements Follow {}

        /** These legs, in place of what is left. */
        record Divert(List<Leg> legs) implements Follow {
            /** Keeps a copy. */
            public Divert {
                legs = List.copyOf(legs);
            }
        }
    }

    /** This one for another reason. */
    public Leg because(String reason) {
        return new Leg(target, reason, terms, hedge);
    }

    /** This one in a hedge, or in none. */
    public Leg hedged(@Nullable Hedge with) {
        return new Leg(target, why, terms, with);
    }
}
