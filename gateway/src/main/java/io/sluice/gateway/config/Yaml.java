package io.sluice.gateway.config;

import java.util.List;
import java.util.Optional;

/** A YAML document as far as configuration needs it: every node knows where it stands. */
public sealed interface Yaml {

    /** The document's top node, empty for an empty document; throws for a text that is no YAML. */
    static Optional<Yaml> parse(ConfigText source) throws ConfigProblems {
        return YamlParser.parse(source);
    }

    /** Where it begins. */
    Place place();

    /**
     * A scalar's text.
     *
     * @param absent whether nothing or {@code null} was written
     * @param word whether it was written as a number or a yes or no, not as text
     */
    record Scalar(String text, boolean absent, boolean word, Place place) implements Yaml {}

    /** A list. */
    record Items(List<Yaml> items, Place place) implements Yaml {}

    /** A map in the order of the file, duplicates included. */
    record Entries(List<Entry> entries, Place place) implements Yaml {}

    /** A key and its value. */
    record Entry(String key, Place place, Yaml value) {}
}
