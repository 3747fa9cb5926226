package io.sluice.gateway.route;

import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.config.Spelling;
import io.sluice.gateway.route.tree.Starred;
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

    private final Map<String, ModelRoute> exact = new LinkedHashMap<>();
    private final List<Wildcard> wildcards = new ArrayList<>();
    private final Set<String> providers;

    /** Of the public models, by name, and the ids of the providers that may be named directly. */
    public ModelNames(Map<String, ModelRoute> models, Set<String> providers) {
        this.providers = Set.copyOf(providers);
        models.forEach((name, route) -> {
            int star = name.indexOf('*');
            if (star < 0) {
                exact.put(name, route);
            } else {
                wildcards.add(new Wildcard(name.substring(0, star), name.substring(star + 1), route));
            }
        });
        wildcards.sort(Comparator.comparingInt(Wildcard::literal)
                .reversed()
                .thenComparing(Comparator.comparingInt((Wildcard wild) -> wild.before.length())
                        .reversed())
                .thenComparing(Wildcard::before));
    }

    /** These and more public models, a name that was there meaning the new one, and other providers. */
    public ModelNames with(Map<String, ModelRoute> more, Set<String> others) {
        Map<String, ModelRoute> all = new LinkedHashMap<>(exact);
        wildcards.forEach(wild -> all.put(wild.name(), wild.route));
        all.putAll(more);
        return new ModelNames(all, others);
    }

    /** What a name stands for, or the names near to it. */
    public Resolved resolve(String name) {
        ModelRoute model = exact.get(name);
        if (model != null) {
            return new Resolved.Public(name, model);
        }
        for (Wildcard wild : wildcards) {
            if (wild.matches(name)) {
                return new Resolved.Public(wild.name(), wild.filled(name));
            }
        }
        int slash = name.indexOf('/');
        if (slash > 0 && slash < name.length() - 1 && providers.contains(name.substring(0, slash))) {
            return new Resolved.Direct(Target.parse(name));
        }
        return new Resolved.Unknown(nearest(name));
    }

    /** Whether a route looks at how many calls a run has had, so that they are all counted. */
    boolean countsCalls() {
        return exact.values().stream().anyMatch(route -> route.within().countsCalls())
                || wildcards.stream().anyMatch(wild -> wild.route.within().countsCalls());
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

        /** A public model; {@code name} with its star where it has one. */
        record Public(String name, ModelRoute route) implements Resolved {}

        /** A model named by its provider. */
        record Direct(Target target) implements Resolved {}

        /** Nothing; {@code nearest} has at most three names, best first, maybe none. */
        record Unknown(List<String> nearest) implements Resolved {}
    }

    private record Wildcard(String before, String after, ModelRoute route) {
        String name() {
            return before + "*" + after;
        }

        int literal() {
            return before.length() + after.length();
        }

        boolean matches(String name) {
            return name.length() > literal() && name.startsWith(before) && name.endsWith(after);
        }

        ModelRoute filled(String name) {
            String star = name.substring(before.length(), name.length() - after.length());
            return new ModelRoute(new Starred(star).filled(route.node()), route.answerModel(), route.loss());
        }
    }
}
