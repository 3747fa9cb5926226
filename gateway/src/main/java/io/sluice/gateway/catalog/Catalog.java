package io.sluice.gateway.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The providers that are known by name. Immutable; reading the bundled one takes a few milliseconds. */
public final class Catalog {
    private final Map<String, CatalogEntry> entries;

    private Catalog(Map<String, CatalogEntry> entries) {
        this.entries = Collections.unmodifiableMap(entries);
    }

    /** The one that comes with Sluice. */
    public static Catalog bundled() {
        Map<String, CatalogEntry> entries = new LinkedHashMap<>(512);
        try (InputStream in = Catalog.class.getResourceAsStream("providers.tsv")) {
            if (in == null) {
                throw new IllegalStateException("providers.tsv is missing from the program; build it anew");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    CatalogEntry entry = CatalogLine.parse(line);
                    entries.put(entry.id(), entry);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("providers.tsv could not be read", failed);
        }
        return new Catalog(entries);
    }

    /** This one with the configuration's additions, and its changes to entries of the same id. */
    public Catalog with(Map<String, CatalogSettings> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Map<String, CatalogEntry> all = new LinkedHashMap<>(entries);
        changes.forEach((id, change) -> all.put(id, change.applied(id, Optional.ofNullable(entries.get(id)))));
        return new Catalog(all);
    }

    /** The entry of an id. */
    public Optional<CatalogEntry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Every id. */
    public Collection<String> ids() {
        return entries.keySet();
    }

    /** Every entry, sorted by id (additions of the configuration last). */
    public Collection<CatalogEntry> entries() {
        return entries.values();
    }

    /**
     * The hosted providers whose credential is in the environment, under a variable that belongs to them alone: no other
     * entry has it, and it is no general one such as {@code GITHUB_TOKEN}. {@code isSet} tells of a variable whether it
     * is there and not empty.
     */
    public Collection<String> enabledBy(Predicate<String> isSet) {
        Map<String, Integer> owners = new HashMap<>();
        for (CatalogEntry entry : entries.values()) {
            entry.environment().forEach(variable -> owners.merge(variable, 1, Integer::sum));
        }
        Collection<String> enabled = new TreeSet<>();
        for (CatalogEntry entry : entries.values()) {
            boolean speakable =
                    Dialect.named(entry.wire()).filter(Dialect::spoken).isPresent();
            if (speakable && !entry.selfHosted() && !entry.url().isEmpty()) {
                entry.environment().stream()
                        .filter(variable -> !entry.general().contains(variable))
                        .filter(variable -> Integer.valueOf(1).equals(owners.get(variable)) && isSet.test(variable))
                        .findFirst()
                        .ifPresent(_ -> enabled.add(entry.id()));
            }
        }
        return enabled;
    }
}
