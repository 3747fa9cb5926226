package io.sluice.gateway.route.run;

import io.sluice.gateway.call.Target;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One agent run. Safe for all loops; nobody waits. */
public final class Run {
    /** An agent calls a few models; what is beyond so many is not remembered. */
    private static final int MOST_MODELS = 32;

    private final AtomicLong calls = new AtomicLong();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>(2);

    /**
     * Who answered.
     *
     * @param lane as in {@link Target#lane}
     * @param served as in {@link Target#served}
     */
    public record Lane(String lane, String served) {}

    /** How many calls it has had. */
    long calls() {
        return calls.get();
    }

    /** It has one more. */
    void called() {
        calls.incrementAndGet();
    }

    /** Who answered its last call of that model; null where nobody has. */
    public @Nullable Lane lane(String model) {
        return lanes.get(model);
    }

    /** That target answered a call of that model. */
    public void answered(String model, Target target) {
        Lane before = lanes.get(model);
        boolean same = before != null && before.lane.equals(target.lane());
        if (!same && (before != null || lanes.size() < MOST_MODELS)) {
            lanes.put(model, new Lane(target.lane(), target.served()));
        }
    }
}
