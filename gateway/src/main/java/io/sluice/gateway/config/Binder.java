package io.sluice.gateway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a YAML text into a record whose components all have a default, an absence or are nullable.
 *
 * <p>It never stops at the first mistake: only a text that is no YAML at all hides the others.
 */
public final class Binder {
    private final Readers readers;
    private final Environment environment;
    private final Path workingFolder;

    /**
     * With the readers of every type the records hold, what {@code ${NAME}} reads, and the folder that a default path is
     * relative to.
     */
    public Binder(Readers readers, Environment environment, Path workingFolder) {
        this.readers = readers;
        this.environment = environment;
        this.workingFolder = workingFolder;
    }

    /** Reads all of it; an empty text gives the defaults. Throws only for a text that is no YAML. */
    public <T extends Record> Bound<T> bind(Class<T> type, ConfigText source) throws ConfigProblems {
        return bind(type, source, null);
    }

    /** Reads these top keys alone: nothing else is looked at, so an unset variable elsewhere does no harm. */
    public <T extends Record> Bound<T> bindOnly(Class<T> type, ConfigText source, Set<String> keys)
            throws ConfigProblems {
        return bind(type, source, keys);
    }

    private <T extends Record> Bound<T> bind(Class<T> type, ConfigText source, @Nullable Set<String> only)
            throws ConfigProblems {
        Optional<Yaml> parsed = YamlParser.parse(source);
        Yaml top = parsed.orElse(new Yaml.Entries(List.of(), Place.of(source.name())));
        if (only != null && top instanceof Yaml.Entries(List<Yaml.Entry> entries, Place place)) {
            top = new Yaml.Entries(
                    entries.stream().filter(entry -> only.contains(entry.key())).toList(), place);
        }
        List<Problem> problems = new ArrayList<>();
        References references = new References(environment, source.folder());
        Reading reading = new Reading(readers, references, source.folder(), workingFolder, problems);
        T value = type.cast(reading.read(new Value(top, "", reading), type));
        if (value == null) {
            throw new ConfigProblems(problems);
        }
        return new Bound<>(value, problems, reading.places(), source.name());
    }
}
