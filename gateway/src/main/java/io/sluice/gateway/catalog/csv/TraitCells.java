package io.sluice.gateway.catalog.csv;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a row says a model can do, in single words. */
final class TraitCells {
    /** From little to much, as effort is written. */
    private static final List<String> LEVELS = List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    private static final List<String> USUAL = List.of("low", "medium", "high");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern OPTION = Pattern.compile("toggle|effort\\+?=[a-z/]+|budget=(-1|\\d*)\\.\\.\\d*");

    private TraitCells() {}

    static Set<String> of(CsvRow row) {
        Set<String> traits = new LinkedHashSet<>();
        for (String word : row.list("supports", "|")) {
            if (WORD.matcher(word).matches()) {
                traits.add(word);
            } else {
                row.problem("supports", "\"" + word + "\" is no capability; write words of a-z, digits and _");
            }
        }
        Set<String> levels = new LinkedHashSet<>();
        for (String option : row.list("reasoning_options", " ")) {
            if (!OPTION.matcher(option).matches()) {
                row.problem(
                        "reasoning_options", "\"" + option + "\" is not known; write toggle, effort=a/b, budget=1..2");
            } else if (option.startsWith("effort")) {
                levels.addAll(option.startsWith("effort+=") ? USUAL : List.of());
                levels.addAll(List.of(option.substring(option.indexOf('=') + 1).split("/", -1)));
            } else {
                traits.add(option);
            }
        }
        if (!levels.isEmpty()) {
            traits.add("effort=" + String.join("/", ordered(levels)));
        }
        String field = row.get("reasoning_field");
        if (!field.isEmpty()) {
            traits.add("reasoning_in=" + field);
        }
        row.list("unit_prices", ";").stream()
                .filter(unit -> PriceCells.NO_MONEY.stream().anyMatch(name -> unit.startsWith(name + "=")))
                .forEach(traits::add);
        return traits;
    }

    private static List<String> ordered(Set<String> levels) {
        List<String> ordered =
                new ArrayList<>(LEVELS.stream().filter(levels::contains).toList());
        levels.stream().filter(level -> !LEVELS.contains(level)).forEach(ordered::add);
        return ordered;
    }
}
