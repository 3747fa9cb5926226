package io.sluice.gateway.catalog;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is known of one provider, before anyone configured it.
 *
 * @param id the name in the configuration and in {@code provider/model}
 * @param name the provider's own name, for people
 * @param category {@code lab}, {@code cloud}, {@code host}, {@code aggregator}, {@code media}, {@code platform} or
 *     {@code self-hosted}
 * @param url where the paths are appended; may hold {@code {x}} places that {@code fill} or the configuration fills;
 *     empty where it has none of its own
 * @param auths the ways its credential may be sent, the usual one first
 * @param keyOptional whether the provider also answers without a credential
 * @param environment variables that hold its credential, most used first
 * @param general those of {@code environment} that belong to more than a model provider and enable nothing by themselves
 * @param fill environment variables for places of addresses and headers, by the place's name
 * @param spoken its dialects, its own first; one at least
 * @param quirks words of the flags vocabulary, each {@code name} or {@code name=value}
 * @param headers further headers it wants with every request, by lower-case name; values may hold places
 */
public record CatalogEntry(
        String id,
        String name,
        String category,
        String url,
        List<AuthScheme> auths,
        boolean keyOptional,
        List<String> environment,
        List<String> general,
        Map<String, List<String>> fill,
        List<Spoken> spoken,
        List<String> quirks,
        Map<String, String> headers) {

    /** Keeps copies, so that an entry never changes. */
    public CatalogEntry {
        auths = List.copyOf(auths);
        environment = List.copyOf(environment);
        general = List.copyOf(general);
        fill = Map.copyOf(fill);
        spoken = List.copyOf(spoken);
        quirks = List.copyOf(quirks);
        headers = Map.copyOf(headers);
    }

    /** Whether it runs where its user put it, so that it costs nothing unless priced. */
    public boolean selfHosted() {
        return category.equals("self-hosted");
    }

    /** The usual way its credential is sent. */
    public AuthScheme auth() {
        return auths.getFirst();
    }

    /** The first dialect it speaks that this version speaks too, by its name; its own where there is none. */
    public String wire() {
        return spoken.stream()
                .filter(one -> one.known().isPresent())
                .findFirst()
                .orElseGet(spoken::getFirst)
                .dialect();
    }

    /** The paths of the dialect that {@link #wire} names. */
    public Map<Action, String> paths() {
        String wire = wire();
        return spoken.stream()
                .filter(one -> one.dialect().equals(wire))
                .findFirst()
                .orElseGet(spoken::getFirst)
                .paths();
    }

    /** Its dialects by name, for a message. */
    String speaks() {
        return spoken.stream().map(Spoken::dialect).distinct().collect(Collectors.joining(", "));
    }
}
