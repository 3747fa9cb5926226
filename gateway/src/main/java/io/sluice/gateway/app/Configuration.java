package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.ModelCatalog;
import io.sluice.gateway.catalog.ModelEntry;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.route.ModelNames;
import io.sluice.gateway.route.ModelRoute;
import io.sluice.gateway.route.tree.RouteNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings that were found good, with what follows from them: the immutable snapshot a reload swaps.
 *
 * @param providers ready to be called, by id, in the order of the file
 * @param known what is known of models
 * @param notes what a file of LiteLLM's says and this does not do
 */
public record Configuration(
        Settings settings,
        Catalog catalog,
        Map<String, Provider> providers,
        ModelNames models,
        ModelCatalog known,
        List<Problem> notes) {
    /** Keeps unmodifiable copies. */
    public Configuration {
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        notes = List.copyOf(notes);
    }

    /** One of which nothing is to be noted. */
    public Configuration(
            Settings settings,
            Catalog catalog,
            Map<String, Provider> providers,
            ModelNames models,
            ModelCatalog known) {
        this(settings, catalog, providers, models, known, List.of());
    }

    /** This one with something to be noted. */
    Configuration noting(List<Problem> others) {
        return new Configuration(settings, catalog, providers, models, known, others);
    }

    /** What is known of the model a public name stands for; empty where the name has no provider or nothing is known. */
    Optional<ModelEntry> known(String name) {
        Target target = switch (models.resolve(name)) {
            case ModelNames.Resolved.Public(var _, ModelRoute route) ->
                route.node() instanceof RouteNode.To to ? to.target() : null;
            case ModelNames.Resolved.Direct(Target use) -> use;
            case ModelNames.Resolved.Unknown _ -> null;
        };
        Provider provider = target == null ? null : providers.get(target.provider());
        return provider == null || target == null ? Optional.empty() : known.find(provider, target.model());
    }

    /** This one with other settings of what providers and models do not depend on. */
    Configuration withSettings(Settings others) {
        return new Configuration(others, catalog, providers, models, known, notes);
    }
}
