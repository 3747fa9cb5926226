package io.sluice.gateway.health;

import io.sluice.gateway.call.FailureClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How many attempts ended in which way, since the start. Safe for all loops; nobody waits. */
final class Tally {
    private final LongAdder answered = new LongAdder();
    private final LongAdder otherwise = new LongAdder();
    private final Map<FailureClass, LongAdder> failed = new EnumMap<>(FailureClass.class);

    Tally() {
        for (FailureClass failure : FailureClass.values()) {
            failed.put(failure, new LongAdder());
        }
    }

    /** It failed in that way; null where the caller left, or nothing was sent. */
    void failed(@Nullable FailureClass failure) {
        Objects.requireNonNullElse(failure == null ? null : failed.get(failure), otherwise)
                .increment();
    }

    /** It was answered. */
    void answered() {
        answered.increment();
    }

    Counts counts() {
        Map<FailureClass, Long> some = new EnumMap<>(FailureClass.class);
        failed.forEach((failure, count) -> {
            if (count.sum() > 0) {
                some.put(failure, count.sum());
            }
        });
        return new Counts(answered.sum(), some, otherwise.sum());
    }

    /**
     * The figures of one moment.
     *
     * @param otherwise given up, by the caller or by us
     */
    record Counts(long answered, Map<FailureClass, Long> failed, long otherwise) {}
}
