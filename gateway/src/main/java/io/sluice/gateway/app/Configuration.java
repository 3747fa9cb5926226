package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.ModelNames;
import io.sluice.gateway.catalog.Provider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings that were found good, with what follows from them: the immutable snapshot a reload swaps.
 *
 * @param providers ready to be called, by id, in the order of the file
 */
public record Configuration(Settings settings, Catalog catalog, Map<String, Provider> providers, ModelNames models) {
    /** Keeps an unmodifiable copy. */
    public Configuration {
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    }

    /** This one with other settings of what providers and models do not depend on. */
    Configuration withSettings(Settings others) {
        return new Configuration(others, catalog, providers, models);
    }
}
