package io.sluice.gateway.app;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, in columns as wide as they need. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row with a cell for every heading; what could move the cursor of a terminal is made visible. */
    void row(String... cells) {
        rows.add(List.of(cells).stream().map(Printable::of).toList());
    }

    /** Prints headings and rows on standard output. */
    void print(Terminal terminal) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column);
                line.append(cell).repeat(' ', widths[column] - cell.length()).append(GAP);
            }
            terminal.out(line.toString().stripTrailing());
        }
    }
}
