package io.sluice.gateway.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The providers that are known by name. Immutable and safe for all threads; a line of it is understood when its provider
 * is asked for, so that a start pays for the providers it has and not for all.
 */
public final class Catalog {
    private final Map<String, String> lines;
    private final Map<String, CatalogEntry> changed;
    private final Map<String, CatalogEntry> read = new ConcurrentHashMap<>();

    private Catalog(Map<String, String> lines, Map<String, CatalogEntry> changed) {
        this.lines = lines;
        this.changed = changed;
    }

    /** The one that comes with Sluice. */
    public static Catalog bundled() {
        try (InputStream in = Catalog.class.getResourceAsStream("providers.tsv")) {
            if (in == null) {
                throw new IllegalStateException("providers.tsv is missing from the program; build it anew");
            }
            return new Catalog(lines(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))), Map.of());
        } catch (IOException failed) {
            throw new UncheckedIOException("providers.tsv could not be read", failed);
        }
    }

    /** One of that text, every line of which is understood; {@link IllegalArgumentException} says what is wrong with one. */
    public static Catalog of(String text) {
        Catalog catalog = new Catalog(lines(new BufferedReader(new StringReader(text))), Map.of());
        for (String id : catalog.lines.keySet()) {
            try {
                catalog.find(id);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(id + ": " + wrong.getMessage(), wrong);
            }
        }
        return catalog;
    }

    private static Map<String, String> lines(BufferedReader text) {
        Map<String, String> lines = new LinkedHashMap<>(512);
        text.lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .forEach(line -> lines.put(CatalogLine.id(line), line));
        return Collections.unmodifiableMap(lines);
    }

    /**
     * This one with the lines of {@code providers.tsv} in a folder of the user's in place of those of the same id, and
     * those it has more; itself where there is no such file. {@link IllegalArgumentException} says what is wrong with one.
     */
    public Catalog with(Path folder) throws IOException {
        Path file = folder.resolve("providers.tsv");
        if (!Files.exists(file)) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(lines);
        all.putAll(of(Files.readString(file)).lines);
        return new Catalog(Collections.unmodifiableMap(all), changed);
    }

    /** This one with the configuration's additions, and its changes to entries of the same id. */
    public Catalog with(Map<String, CatalogSettings> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Map<String, CatalogEntry> all = new LinkedHashMap<>(changed);
        changes.forEach((id, change) -> all.put(id, change.applied(id, find(id))));
        return new Catalog(lines, Collections.unmodifiableMap(all));
    }

    /** The entry of an id. */
    public Optional<CatalogEntry> find(String id) {
        CatalogEntry own = changed.get(id);
        if (own != null) {
            return Optional.of(own);
        }
        String line = lines.get(id);
        return line == null ? Optional.empty() : Optional.of(read.computeIfAbsent(id, _ -> CatalogLine.parse(line)));
    }

    /** Every id. */
    public Collection<String> ids() {
        return Stream.concat(lines.keySet().stream(), changed.keySet().stream())
                .distinct()
                .toList();
    }

    /** Every entry, sorted by id (additions of the configuration last). */
    public Collection<CatalogEntry> entries() {
        return ids().stream().flatMap(id -> find(id).stream()).toList();
    }

    /**
     * The hosted providers whose credential is in the environment, under a variable that belongs to them alone: no other
     * entry has it, and it is no general one such as {@code GITHUB_TOKEN}. {@code isSet} tells of a variable whether it
     * is there and not empty.
     */
    public Collection<String> enabledBy(Predicate<String> isSet) {
        Map<String, Integer> owners = new HashMap<>();
        Map<String, List<String>> variables = new LinkedHashMap<>();
        lines.forEach((id, line) -> variables.put(id, CatalogLine.variables(line)));
        changed.forEach((id, entry) -> variables.put(id, marked(entry)));
        variables
                .values()
                .forEach(all -> all.forEach(variable -> owners.merge(CatalogLine.bare(variable), 1, Integer::sum)));
        Collection<String> enabled = new TreeSet<>();
        variables.forEach((id, all) -> {
            boolean own = all.stream()
                    .anyMatch(variable -> !variable.startsWith("~")
                            && Integer.valueOf(1).equals(owners.get(variable))
                            && isSet.test(variable));
            if (own && find(id).filter(Catalog::callable).isPresent()) {
                enabled.add(id);
            }
        });
        return enabled;
    }

    private static boolean callable(CatalogEntry entry) {
        boolean speakable = Dialect.named(entry.wire()).isPresent();
        return speakable && !entry.selfHosted() && !entry.url().isEmpty();
    }

    private static List<String> marked(CatalogEntry entry) {
        return entry.environment().stream()
                .map(variable -> entry.general().contains(variable) ? "~" + variable : variable)
                .toList();
    }
}
