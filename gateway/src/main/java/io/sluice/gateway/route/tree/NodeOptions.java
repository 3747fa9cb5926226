package io.sluice.gateway.route.tree;

import io.sluice.gateway.call.Additions;
import io.sluice.gateway.call.FailureClass;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node of a route says of the attempts below it; null and empty where it says nothing, and what an outer node
 * says holds.
 *
 * @param timeout how long all attempts below it may take together
 * @param firstToken how long an attempt may take to its first content
 * @param stall how long an answer may pause
 * @param retries how often the same target is tried again at most, within its retry budget
 * @param on what follows a failure of a class, where it is not what usually does
 * @param goesOn whether another target may go on with a stream of text that breaks
 * @param additions what is added to the requests of attempts
 */
public record NodeOptions(
        @Nullable Duration timeout,
        @Nullable Duration firstToken,
        @Nullable Duration stall,
        @Nullable Integer retries,
        Map<FailureClass, Move> on,
        @Nullable Boolean goesOn,
        Additions additions) {
    /** Nothing is said. */
    public static final NodeOptions NONE = new NodeOptions(null, null, null, null, Map.of(), null, Additions.NONE);

    /** Keeps a copy. */
    public NodeOptions {
        on = Map.copyOf(on);
    }
}
