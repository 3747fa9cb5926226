package io.sluice.gateway.catalog.csv;

import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Splits comma-separated text into lines of cells and remembers where each began. One use each. */
final class CsvText {
    private final String file;
    private final String text;
    private final Consumer<Problem> problems;
    private final List<List<CsvCell>> lines = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    CsvText(String file, String text, Consumer<Problem> problems) {
        this.file = file;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.problems = problems;
    }

    /** All lines but empty ones. */
    List<List<CsvCell>> lines() {
        while (at < text.length()) {
            List<CsvCell> cells = new ArrayList<>();
            do {
                cells.add(cell());
            } while (skip(','));
            if (!skipLineEnd()) {
                problem(here(), "has letters behind a closing quote; double a quote that belongs to the value");
                at = Math.max(at, end());
                skipLineEnd();
            }
            if (cells.size() > 1 || !cells.getFirst().text().isEmpty()) {
                lines.add(cells);
            }
        }
        return lines;
    }

    private CsvCell cell() {
        Place place = here();
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            return new CsvCell(quoted(place), place);
        }
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return new CsvCell(text.substring(from, at), place);
    }

    private String quoted(Place place) {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                if (c == '\n') {
                    line++;
                    lineStart = at;
                }
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                value.append(text.charAt(at++));
            } else {
                return value.toString();
            }
        }
        problem(place, "a quote is opened and never closed");
        return value.toString();
    }

    private boolean skip(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private boolean skipLineEnd() {
        skip('\r');
        if (at < text.length() && !skip('\n')) {
            return false;
        }
        line++;
        lineStart = at;
        return true;
    }

    private int end() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private Place here() {
        return new Place(file, line, at - lineStart + 1);
    }

    private void problem(Place place, String what) {
        problems.accept(new Problem(place, "", what));
    }
}
