package io.sluice.gateway.route.tree;

import java.time.Duration;

/** How long is waited before a call is sent a second time. */
public sealed interface Patience {
    /** So long. */
    record Fixed(Duration time) implements Patience {}

    /** As long as so many percent of the first one's calls take to their first token; 1 to 99. */
    record Percentile(int percent) implements Patience {}
}
