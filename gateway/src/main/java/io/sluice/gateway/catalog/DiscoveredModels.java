package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The models that providers list themselves, as they said when they last answered. Outlives reloads; safe for all threads,
 * and to look at it is to look into a map.
 */
public final class DiscoveredModels {
    private final Map<String, List<String>> lists = new ConcurrentHashMap<>();

    /** A provider has these, and no others. */
    public void learned(String provider, Collection<String> models) {
        lists.put(provider, List.copyOf(models));
    }

    /** Nothing is known of a provider any more. */
    public void forget(String provider) {
        lists.remove(provider);
    }

    /** All of these providers as {@code provider/model}, in the order of the providers and of their lists. */
    public List<String> names(Collection<String> providers) {
        List<String> names = new ArrayList<>();
        for (String provider : providers) {
            for (String model : lists.getOrDefault(provider, List.of())) {
                names.add(provider + "/" + model);
            }
        }
        return names;
    }

    /**
     * Those a name may have been meant for, as {@code provider/model}, best first: with or without its provider, and without
     * what stands before or behind a model's proper name ({@code meta/}, {@code :latest}).
     *
     * @param allowed whether a name may be told
     */
    public List<String> nearest(String name, Collection<String> providers, Predicate<String> allowed, int most) {
        Set<String> near = new LinkedHashSet<>();
        Map<String, List<String>> spelled = new TreeMap<>();
        for (String full : names(providers)) {
            if (allowed.test(full)) {
                for (String way : ways(full)) {
                    spelled.computeIfAbsent(way, _ -> new ArrayList<>()).add(full);
                }
            }
        }
        for (String way : Spelling.nearest(name, spelled.keySet(), most)) {
            near.addAll(spelled.getOrDefault(way, List.of()));
        }
        return near.stream().limit(most).toList();
    }

    /** How a model may be called by who does not know how it is called here. */
    private static Set<String> ways(String full) {
        String model = full.substring(full.indexOf('/') + 1);
        String proper = model.substring(model.lastIndexOf('/') + 1);
        int tag = proper.lastIndexOf(':');
        Set<String> ways = new LinkedHashSet<>(List.of(full, model, proper));
        if (tag > 0) {
            ways.add(proper.substring(0, tag));
        }
        return ways.stream()
                .map(way -> way.toLowerCase(Locale.ROOT))
                .collect(LinkedHashSet::new, Set::add, Set::addAll);
    }
}
