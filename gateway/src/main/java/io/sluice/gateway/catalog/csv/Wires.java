package io.sluice.gateway.catalog.csv;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Spoken;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** By which of its provider's dialects a model is called, where its row says so. */
final class Wires {
    static final Map<String, String> DIALECTS = dialects();

    private static Map<String, String> dialects() {
        Map<String, String> dialects = new TreeMap<>();
        dialects.put("openai", "openai-chat");
        dialects.put("openai-responses", "openai-responses");
        dialects.put("anthropic", "anthropic");
        dialects.put("vertex-anthropic", "anthropic");
        dialects.put("gemini", "gemini");
        return Collections.unmodifiableMap(dialects);
    }

    /** The name of the provider's dialect; empty where the row asks for none. */
    String named(CatalogEntry entry, CsvRow row) {
        String wire = row.get("wire");
        if (wire.isEmpty()) {
            return row.get("mode").equals("responses") ? offered(entry, "openai-responses") : "";
        }
        String dialect = DIALECTS.get(wire);
        if (dialect == null) {
            row.problem("wire", "\"" + wire + "\" is no dialect; write one of " + String.join(", ", DIALECTS.keySet()));
            return "";
        }
        List<Spoken> same = entry.spoken().stream()
                .filter(spoken -> spoken.dialect().equals(dialect))
                .toList();
        if (same.isEmpty()) {
            row.problem("wire", entry.id() + " does not speak " + dialect + "; give it that dialect in its notes");
            return "";
        }
        return nearest(same, places(row.get("wire_base_url")), dialect).name();
    }

    /** The one at that address, else the one whose place the address ends with, else the one of the dialect's own name. */
    private static Spoken nearest(List<Spoken> same, String address, String dialect) {
        List<Predicate<Spoken>> wanted = List.of(
                spoken -> !address.isEmpty() && places(spoken.at()).equals(address),
                spoken -> !spoken.at().isEmpty() && address.endsWith(places(spoken.at())),
                spoken -> spoken.name().equals(dialect));
        for (Predicate<Spoken> one : wanted) {
            Optional<Spoken> found = same.stream().filter(one).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return same.getFirst();
    }

    private static String offered(CatalogEntry entry, String dialect) {
        return entry.spoken().stream().anyMatch(spoken -> spoken.dialect().equals(dialect)) ? dialect : "";
    }

    /** Places are compared, not what they are called. */
    private static String places(String address) {
        return address.replaceAll("\\$?\\{[^}]*}", "{}");
    }
}
