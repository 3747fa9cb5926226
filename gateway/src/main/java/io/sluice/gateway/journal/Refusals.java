package io.sluice.gateway.journal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests refused before their key was known, which get no row: by reason and minute, so that a flood of bad keys
 * costs a few numbers.
 *
 * <p>Held in memory until the store takes them, at most every {@code 50 ms}; a crash loses what was not taken. The
 * reasons are constants of the program, never text of a caller.
 */
public final class Refusals {
    private final Map<Slot, Long> counts = new ConcurrentHashMap<>();

    /**
     * What is counted apart.
     *
     * @param minute minutes since 1970
     * @param reason the stable error code
     */
    public record Slot(long minute, String reason) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            int byMinute = Long.compare(minute, other.minute);
            return byMinute != 0 ? byMinute : reason.compareTo(other.reason);
        }
    }

    /** Counts one. Any thread. */
    public void count(String reason, long minute) {
        counts.merge(new Slot(minute, reason), 1L, Long::sum);
    }

    /** Takes what was counted since the last time. */
    public Map<Slot, Long> drain() {
        Map<Slot, Long> taken = new TreeMap<>();
        for (Slot slot : List.copyOf(counts.keySet())) {
            Long count = counts.remove(slot);
            if (count != null) {
                taken.put(slot, count);
            }
        }
        return taken;
    }

    /** Whether there is nothing to take. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }
}
