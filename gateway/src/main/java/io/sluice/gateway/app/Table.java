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
        rows.add(List.of(cells).stream().map(Table::plain).toList());
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

    private static String plain(String cell) {
        var text = new StringBuilder();
        cell.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> text.append('?');
                default -> text.appendCodePoint(point);
            }
        });
        return text.toString();
    }
}
