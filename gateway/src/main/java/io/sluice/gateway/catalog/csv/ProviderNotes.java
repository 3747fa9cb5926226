package io.sluice.gateway.catalog.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What {@code provider-notes.tsv} says of providers beside their rows: by id, then by column. */
final class ProviderNotes {
    private ProviderNotes() {}

    /** Those that come with Sluice. */
    static Map<String, Map<String, String>> bundled() {
        try (InputStream in = ProviderNotes.class.getResourceAsStream("provider-notes.tsv")) {
            if (in == null) {
                throw new IllegalStateException("provider-notes.tsv is missing from the program; build it anew");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException("provider-notes.tsv could not be read", failed);
        }
    }

    private static Map<String, Map<String, String>> parse(String text) {
        Map<String, Map<String, String>> notes = new TreeMap<>();
        text.lines().filter(line -> !line.isEmpty() && line.charAt(0) != '#').forEach(line -> {
            int id = line.indexOf('\t');
            int column = line.indexOf('\t', id + 1);
            notes.computeIfAbsent(line.substring(0, id), _ -> new TreeMap<>())
                    .put(line.substring(id + 1, column), line.substring(column + 1));
        });
        return notes;
    }
}
