package io.sluice.gateway.call;

import io.sluice.dialects.model.Inlining;
import io.sluice.dialects.model.Unreached;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched for one call: once, however many targets need it. Lives on the call's loop; {@link #work} runs beside
 * it.
 */
final class Fetching {
    private final Egress egress;
    private final HeldBytes held;
    private final Map<String, Inlining.Content> known = new HashMap<>();
    private final AtomicLong taken = new AtomicLong();

    Fetching(Egress egress, HeldBytes held) {
        this.egress = egress;
        this.held = held;
    }

    /** Why one of these addresses is not fetched from, or null. */
    @Nullable
    Failure refusal(List<Unreached> addresses) {
        for (Unreached address : addresses) {
            Failure failure = egress.refusal(address);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    /** The work that fetches what is not known yet; it knows nothing of the call. */
    Callable<Egress.Fetched> work(List<Unreached> addresses) {
        Map<String, Inlining.Content> had = Map.copyOf(known);
        List<Unreached> missing = addresses.stream()
                .filter(address -> !had.containsKey(address.url()))
                .toList();
        return () -> switch (egress.fetch(missing, this::take)) {
            case Egress.Fetched.Refused refused -> refused;
            case Egress.Fetched.All(Map<String, Inlining.Content> fetched) -> {
                Map<String, Inlining.Content> all = new HashMap<>(had);
                all.putAll(fetched);
                yield new Egress.Fetched.All(all);
            }
        };
    }

    /** Remembers what came. */
    void fetched(Map<String, Inlining.Content> content) {
        known.putAll(content);
    }

    /** Gives back the room of all of it, once. */
    void close() {
        known.clear();
        held.give(taken.getAndSet(0));
    }

    private @Nullable Failure take(int bytes) {
        taken.addAndGet(bytes);
        return held.take(bytes);
    }
}
