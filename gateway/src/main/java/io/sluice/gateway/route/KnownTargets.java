package io.sluice.gateway.route;

import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.catalog.ModelEntry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The targets that were named so far, as attempts need them. The first look at a provider's models reads a file; after it
 * everything is a look into a map. Safe for all threads.
 */
final class KnownTargets {
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, List<ProviderAccess>> providers;
    private final BiFunction<String, String, @Nullable ModelEntry> catalog;
    private final Map<io.sluice.gateway.catalog.Target, Known> known = new ConcurrentHashMap<>();

    /** A target, once for each credential it can be called with. */
    record Known(List<Target> targets) {}

    KnownTargets(
            Map<String, List<ProviderAccess>> providers, BiFunction<String, String, @Nullable ModelEntry> catalog) {
        this.providers = Map.copyOf(providers);
        this.catalog = catalog;
    }

    /** Whether there is a provider of that id. */
    boolean reaches(String provider) {
        return providers.containsKey(provider);
    }

    /** The target of that name if it was looked up before. */
    @Nullable
    Known remembered(io.sluice.gateway.catalog.Target named) {
        return known.get(named);
    }

    /** The target of that name; may read a file. */
    Known lookUp(io.sluice.gateway.catalog.Target named) {
        Known found = known.get(named);
        if (found == null) {
            found = read(named);
            // Names come from callers: only so many are remembered.
            if (known.size() < MOST_REMEMBERED) {
                known.put(named, found);
            }
        }
        return found;
    }

    private Known read(io.sluice.gateway.catalog.Target named) {
        List<ProviderAccess> accesses = providers.get(named.provider());
        if (accesses == null) {
            throw new IllegalStateException("a route leads to " + named + ", which is no provider's");
        }
        ModelEntry entry = catalog.apply(named.provider(), named.model());
        List<Target> targets = accesses.stream()
                .map(access -> entry == null
                        ? new Target(access, named.model())
                        : new Target(access, named.model(), entry.facts(), entry.wire(), entry.pricing()))
                .toList();
        return new Known(targets);
    }
}
