package io.sluice.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * What a run was asked to do.
 *
 * @param name of the results
 * @param rounds how often each row is measured
 * @param seconds how long each time
 * @param warm seconds before each that do not count
 * @param rows which rows, by id; empty for all
 * @param words as given
 */
record Options(String name, int rounds, double seconds, double warm, List<String> rows, String words) {

    static Options read(String[] args) {
        Facts given = Facts.read(String.join(" ", args).replace("--", ""));
        return new Options(
                given.text("name", "compare"),
                (int) given.number("rounds", 5),
                given.number("seconds", 4),
                given.number("warm", 1),
                Arrays.stream(given.text("rows", "").split(",", -1))
                        .filter(row -> !row.isEmpty())
                        .toList(),
                String.join(" ", args));
    }

    boolean wants(String row) {
        return rows.isEmpty() || rows.contains(row);
    }
}
