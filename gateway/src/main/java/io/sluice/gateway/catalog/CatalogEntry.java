package io.sluice.gateway.catalog;

import java.util.List;
import java.util.Map;

/**
 * What is known of one provider, before anyone configured it.
 *
 * @param id the name in the configuration and in {@code provider/model}
 * @param name the provider's own name, for people
 * @param url where the paths are appended; may hold {@code {x}} places that {@code fill} or the configuration fills
 * @param wire the dialect's name as {@link Dialect#label()}, or a word of no dialect for those that need work of their own
 * @param keyOptional whether the provider also answers without a credential
 * @param environment variables that hold its credential, most used first
 * @param general those of {@code environment} that belong to more than a model provider and enable nothing by themselves
 * @param fill environment variables for places of {@code url}, by the place's name
 * @param quirks words of the flags vocabulary, each {@code name} or {@code name=value}
 * @param selfHosted whether it runs where its user put it, so that it costs nothing unless priced
 */
public record CatalogEntry(
        String id,
        String name,
        String url,
        String wire,
        Paths paths,
        AuthScheme auth,
        boolean keyOptional,
        List<String> environment,
        List<String> general,
        Map<String, String> fill,
        List<String> quirks,
        boolean selfHosted) {

    /** Keeps copies, so that an entry never changes. */
    public CatalogEntry {
        environment = List.copyOf(environment);
        general = List.copyOf(general);
        fill = Map.copyOf(fill);
        quirks = List.copyOf(quirks);
    }
}
