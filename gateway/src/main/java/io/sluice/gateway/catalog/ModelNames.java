package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the model names callers send stand for.
 *
 * <p>A name is looked up whole among the public models: exactly, then as the most specific wildcard. Only then is the
 * part before its first slash a provider. Immutable and free of I/O.
 */
public final class ModelNames {
    private static final int SHOWN = 3;

    private final Map<String, ModelSettings> exact = new LinkedHashMap<>();
    private final List<Wildcard> wildcards = new ArrayList<>();
    private final Set<String> providers;

    /** Of the public models, by name, and the ids of the providers that may be named directly. */
    public ModelNames(Map<String, ModelSettings> models, Set<String> providers) {
        this.providers = Set.copyOf(providers);
        models.forEach((name, settings) -> {
            int star = name.indexOf('*');
            if (star < 0) {
                exact.put(name, settings);
            } else {
                wildcards.add(new Wildcard(name.substring(0, star), name.substring(star + 1), settings));
            }
        });
        wildcards.sort(Comparator.comparingInt(Wildcard::literal)
                .reversed()
                .thenComparing(Comparator.comparingInt((Wildcard wild) -> wild.before.length())
                        .reversed())
                .thenComparing(Wildcard::before));
    }

    /** What a name stands for, or the names near to it. */
    public Resolved resolve(String name) {
        ModelSettings model = exact.get(name);
        if (model != null) {
            return new Resolved.Public(model.use(), model);
        }
        for (Wildcard wild : wildcards) {
            if (wild.matches(name)) {
                return new Resolved.Public(wild.target(name), wild.settings);
            }
        }
        int slash = name.indexOf('/');
        if (slash > 0 && slash < name.length() - 1 && providers.contains(name.substring(0, slash))) {
            return new Resolved.Direct(Target.parse(name));
        }
        return new Resolved.Unknown(nearest(name));
    }

    /** The public names without a wildcard, in the order of the configuration. */
    public List<String> publicNames() {
        return List.copyOf(exact.keySet());
    }

    private List<String> nearest(String name) {
        Set<String> known = new TreeSet<>(exact.keySet());
        int slash = name.indexOf('/');
        if (slash > 0) {
            providers.forEach(provider -> known.add(provider + name.substring(slash)));
        }
        return Spelling.nearest(name, known, SHOWN);
    }

    /** What a model name stands for. */
    public sealed interface Resolved {

        /** A public model, with its options. */
        record Public(Target target, ModelSettings settings) implements Resolved {}

        /** A model named by its provider. */
        record Direct(Target target) implements Resolved {}

        /** Nothing; {@code nearest} has at most three names, best first, maybe none. */
        record Unknown(List<String> nearest) implements Resolved {}
    }

    private record Wildcard(String before, String after, ModelSettings settings) {
        int literal() {
            return before.length() + after.length();
        }

        boolean matches(String name) {
            return name.length() > literal() && name.startsWith(before) && name.endsWith(after);
        }

        Target target(String name) {
            String star = name.substring(before.length(), name.length() - after.length());
            Target use = settings.use();
            return new Target(use.provider(), use.model().replace("*", star));
        }
    }
}
