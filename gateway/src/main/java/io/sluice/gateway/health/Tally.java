package io.sluice.gateway.health;

import io.sluice.gateway.call.FailureClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** How many attempts ended in which way, since the start. Safe for all loops; nobody waits. */
final class Tally {
    private static final int ANSWERED = FailureClass.values().length;
    private static final int OTHERWISE = ANSWERED + 1;

    private final AtomicLongArray ended = new AtomicLongArray(OTHERWISE + 1);

    /** It failed in that way; null where the caller left, or nothing was sent. */
    void failed(@Nullable FailureClass failure) {
        ended.incrementAndGet(failure == null ? OTHERWISE : failure.ordinal());
    }

    /** It was answered. */
    void answered() {
        ended.incrementAndGet(ANSWERED);
    }

    Counts counts() {
        Map<FailureClass, Long> failed = new EnumMap<>(FailureClass.class);
        for (FailureClass failure : FailureClass.values()) {
            if (ended.get(failure.ordinal()) > 0) {
                failed.put(failure, ended.get(failure.ordinal()));
            }
        }
        return new Counts(ended.get(ANSWERED), failed, ended.get(OTHERWISE));
    }

    /**
     * The figures of one moment.
     *
     * @param otherwise given up, by the caller or by us
     */
    record Counts(long answered, Map<FailureClass, Long> failed, long otherwise) {}
}
