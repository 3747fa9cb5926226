package io.sluice.gateway.config;

import java.util.List;
import java.util.Map;

/**
 * What a reading gave: the record, with defaults where the file was wrong, and what was wrong.
 *
 * @param problems empty when the value may be used
 * @param places where each key's value stands, by its dotted path; only what the file names
 */
public record Bound<T>(T value, List<Problem> problems, Map<String, Place> places, String file) {

    /** Keeps copies. */
    public Bound {
        problems = List.copyOf(problems);
        places = Map.copyOf(places);
    }

    /** Whether something at or below a key could not be read, so that checks of its meaning would mislead. */
    public boolean failedUnder(String path) {
        return problems.stream().anyMatch(problem -> problem.under(path));
    }

    /** Where a key stands, or the nearest one above it. */
    public Place place(String path) {
        String at = path;
        while (!at.isEmpty()) {
            Place place = places.get(at);
            if (place != null) {
                return place;
            }
            int dot = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
            at = dot < 0 ? "" : at.substring(0, dot);
        }
        return Place.of(file);
    }
}
