package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was seen of each entrant, round by round. */
final class Samples {
    private final Map<String, List<Facts>> seen = new LinkedHashMap<>();

    void add(String entrant, Facts facts) {
        seen.computeIfAbsent(entrant, _ -> new ArrayList<>()).add(facts);
    }

    List<Facts> of(String entrant) {
        return seen.getOrDefault(entrant, List.of());
    }

    /** The middle one of an entrant's figures; not a number where there are none. */
    double median(String entrant, ToDoubleFunction<Facts> figure) {
        return median(of(entrant).stream().mapToDouble(figure).sorted().toArray());
    }

    /** The middle of what all entrants' rounds had. */
    double medianOfAll(ToDoubleFunction<Facts> figure) {
        return median(seen.values().stream()
                .flatMap(List::stream)
                .mapToDouble(figure)
                .sorted()
                .toArray());
    }

    /** How many of an entrant's calls failed, in all rounds. */
    long failures(String entrant) {
        return (long) of(entrant).stream()
                .mapToDouble(facts -> facts.number("errors", 0) + facts.number("lost", 0))
                .sum();
    }

    /** Whether more than one call in a hundred failed, so that its figures say nothing. */
    boolean mostlyFailed(String entrant) {
        double calls = of(entrant).stream()
                .mapToDouble(facts -> facts.number("calls", 0))
                .sum();
        return failures(entrant) > calls / 100 && failures(entrant) > 10;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
