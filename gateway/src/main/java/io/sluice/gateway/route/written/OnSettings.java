package io.sluice.gateway.route.written;

import io.sluice.gateway.call.FailureClass;
import java.util.Map;

/** What follows a failure, by its class. */
public record OnSettings(Map<FailureClass, Follow> follows) {
    /** Keeps a copy. */
    public OnSettings {
        follows = Map.copyOf(follows);
    }

    /** What follows. */
    public sealed interface Follow {
        /** The next target. */
        record Next() implements Follow {}

        /** Nothing. */
        record Stop() implements Follow {}

        /** Another route. */
        record Other(RouteSettings route) implements Follow {}
    }
}
