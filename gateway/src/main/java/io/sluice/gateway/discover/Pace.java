package io.sluice.gateway.discover;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a provider is asked again. */
@FunctionalInterface
interface Pace {

    /** The wait after so many failures in a row; none after an answer. */
    Duration after(int failures);

    /**
     * A minute after an answer; after a failure five seconds, twice as long after each further one, five minutes at most.
     * All a fifth more or less, so that many gateways do not ask at once.
     */
    static Pace usual(RandomGenerator chance) {
        return failures -> {
            long seconds = failures == 0 ? 60 : Math.min(300, 5L << Math.min(failures - 1, 10));
            return Duration.ofMillis((long) (seconds * 1_000 * chance.nextDouble(0.8, 1.2)));
        };
    }
}
