package io.sluice.gateway.drill;

import io.sluice.gateway.money.Money;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What callers saw of a number of calls.
 *
 * @param calls that ended
 * @param whole answers that were answers, and whole
 * @param failures the rest, by code
 * @param gone callers that left before the end; neither whole nor failed
 * @param attempts made for them
 * @param total times from a call's head to its last byte
 * @param firstToken times from a call's head to its first content
 * @param tokens what providers reported, by target
 */
public record Seen(
        long calls,
        long whole,
        Map<String, Long> failures,
        long gone,
        long attempts,
        Quantiles total,
        Quantiles firstToken,
        Map<String, Tokens> tokens) {
    /** Keeps copies, in the order of the names. */
    public Seen {
        SortedMap<String, Long> codes = new TreeMap<>(failures);
        SortedMap<String, Tokens> targets = new TreeMap<>(tokens);
        failures = Collections.unmodifiableMap(codes);
        tokens = Collections.unmodifiableMap(targets);
    }

    /** Times in microseconds, at most 3 % above what they were; {@link #NONE} where nothing was measured. */
    public record Quantiles(long p50, long p95) {
        /** Nothing was measured. */
        public static final long NONE = Spread.NONE;
    }

    /**
     * Tokens read and written.
     *
     * @param cost what they cost; null where nobody knows
     */
    public record Tokens(long input, long output, @Nullable Money cost) {}

    /** All failures together. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}
