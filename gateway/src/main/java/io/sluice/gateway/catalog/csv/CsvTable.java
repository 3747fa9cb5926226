package io.sluice.gateway.catalog.csv;

import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.config.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A table with a head line, read from comma-separated text (RFC 4180: quotes, doubled quotes, line ends within quotes). */
final class CsvTable {
    private final List<CsvRow> rows;

    private CsvTable(List<CsvRow> rows) {
        this.rows = rows;
    }

    /**
     * Reads it. Every problem goes to {@code problems}, with its place; a row that has one is left out.
     *
     * @param file its name, for messages
     * @param required columns that must be there
     */
    static CsvTable read(String file, String text, Set<String> required, Consumer<Problem> problems) {
        List<List<CsvCell>> lines = new CsvText(file, text, problems).lines();
        List<CsvRow> rows = new ArrayList<>();
        if (lines.isEmpty()) {
            problems.accept(new Problem(Place.of(file), "", "is empty; it wants a line with the names of its columns"));
            return new CsvTable(rows);
        }
        List<String> names = lines.getFirst().stream().map(CsvCell::text).toList();
        for (String name : required) {
            if (!names.contains(name)) {
                problems.accept(new Problem(
                        new Place(file, 1, 1), "", "lacks the column \"" + name + "\"; " + Spelling.hint(name, names)));
                return new CsvTable(rows);
            }
        }
        for (List<CsvCell> line : lines.subList(1, lines.size())) {
            if (line.size() != names.size()) {
                problems.accept(new Problem(
                        line.getFirst().place(),
                        "",
                        "has " + line.size() + " columns where the head has " + names.size()
                                + "; quote values that hold a comma"));
                continue;
            }
            Map<String, CsvCell> cells = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                cells.put(names.get(i), line.get(i));
            }
            rows.add(new CsvRow(cells, line.getFirst().place(), problems));
        }
        return new CsvTable(rows);
    }

    /** The rows, in their order. */
    List<CsvRow> rows() {
        return rows;
    }
}
