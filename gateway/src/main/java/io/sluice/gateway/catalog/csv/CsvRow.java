package io.sluice.gateway.catalog.csv;

import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One row of a table, by column; what is wrong with a value is told at its place. */
final class CsvRow {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,12}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}(-\\d{2})?");

    private final Map<String, CsvCell> cells;
    private final Place place;
    private final Consumer<Problem> problems;

    CsvRow(Map<String, CsvCell> cells, Place place, Consumer<Problem> problems) {
        this.cells = cells;
        this.place = place;
        this.problems = problems;
    }

    /** Where it begins. */
    Place place() {
        return place;
    }

    /** A value without blanks around it; empty where it, or its column, is missing. */
    String get(String column) {
        CsvCell cell = cells.get(column);
        return cell == null ? "" : cell.text().strip();
    }

    /** A value that must be there. */
    String required(String column) {
        String value = get(column);
        if (value.isEmpty()) {
            problem(column, "is empty; it is needed");
        }
        return value;
    }

    /** The parts of a value. */
    List<String> list(String column, String separator) {
        List<String> parts = new ArrayList<>();
        for (String part : get(column).split(Pattern.quote(separator), -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    /** A price, a count of tokens or a day; empty where it is none, which is told. */
    String decimal(String column) {
        return checked(column, DECIMAL.asMatchPredicate(), "is no price; write digits and at most one point");
    }

    String whole(String column) {
        return checked(column, WHOLE.asMatchPredicate(), "is no whole number");
    }

    String day(String column) {
        return checked(column, DAY.asMatchPredicate(), "is no day; write 2026-09-01");
    }

    /** A value that must be as the test says where it is there. */
    String checked(String column, Predicate<String> good, String otherwise) {
        String value = get(column);
        if (value.isEmpty() || good.test(value)) {
            return value;
        }
        problem(column, "\"" + value + "\" " + otherwise);
        return "";
    }

    /** Tells of a mistake at a column of this row. */
    void problem(String column, String what) {
        CsvCell cell = cells.get(column);
        problems.accept(new Problem(cell == null ? place : cell.place(), column, what));
    }
}
