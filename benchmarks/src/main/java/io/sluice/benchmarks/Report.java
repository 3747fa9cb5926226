package io.sluice.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The results of a run: a line for each figure, an entrant a column. */
final class Report {
    /** Mock and load together use at least so much of what they have: then they are the limit. */
    private static final double SATURATED = 0.95;

    private static final String RIG = "*";

    private final Cores cores;
    private final List<String> entrants;
    private final Table table;
    private final StringBuilder rounds = new StringBuilder();

    Report(Cores cores, List<String> entrants) {
        this.cores = cores;
        this.entrants = entrants;
        List<String> columns = new ArrayList<>(List.of("load", "figure"));
        columns.addAll(entrants);
        columns.add("notes");
        this.table = new Table(columns);
    }

    /** Adds what was seen of a row. */
    void add(Row row, Samples samples) {
        for (Row.Figure figure : row.figures()) {
            List<String> cells = new ArrayList<>(List.of(row.title(), figure.name()));
            for (String entrant : entrants) {
                String mark = figure.rate() && limited(samples, entrant) ? RIG : "";
                cells.add(
                        samples.mostlyFailed(entrant)
                                ? "failed"
                                : Table.figure(samples.median(entrant, figure.read())) + mark);
            }
            cells.add(notes(samples));
            table.row(cells);
        }
        for (String entrant : entrants) {
            samples.of(entrant)
                    .forEach(facts -> rounds.append(row.id() + " " + entrant.replace(' ', '-') + " " + facts)
                            .append('\n'));
        }
    }

    /** Adds a line whose figures were found otherwise, in the order of the entrants. */
    void add(String title, String figure, List<String> cells, String notes) {
        List<String> all = new ArrayList<>(List.of(title, figure));
        all.addAll(cells);
        all.add(notes);
        table.row(all);
    }

    private boolean limited(Samples samples, String entrant) {
        double used = samples.median(
                entrant,
                facts -> (facts.number("cpu.mock") + facts.number("cpu.load")) / facts.number("seconds") / cores.rig());
        return used >= SATURATED;
    }

    /** What else the machine did, and what went wrong. */
    private String notes(Samples samples) {
        double foreign = samples.medianOfAll(facts -> (facts.number("cpu.machine")
                        - facts.number("cpu.mock")
                        - facts.number("cpu.load")
                        - facts.number("cpu.measured", 0))
                / facts.number("seconds"));
        StringBuilder text = new StringBuilder("foreign CPU " + Table.figure(Math.max(0, foreign)));
        double stolen = samples.medianOfAll(facts -> facts.number("cpu.stolen") / facts.number("seconds"));
        if (stolen >= 0.005) {
            text.append(", stolen ").append(Table.figure(stolen));
        }
        for (String entrant : entrants) {
            if (samples.failures(entrant) > 0) {
                text.append("; ")
                        .append(entrant)
                        .append(": ")
                        .append(samples.failures(entrant))
                        .append(" failed");
            }
        }
        return text.toString();
    }

    /** Writes the table between these texts, the rounds behind it, and tells where. */
    Path write(String name, String before, String after) {
        return write(
                name,
                before + "\n" + table + "\n" + after + "\n<details><summary>every round</summary>\n\n```\n" + rounds
                        + "```\n</details>\n");
    }

    /** Writes a file of results and tells where. */
    static Path write(String name, String text) {
        Path file = Path.of("benchmarks", "results", LocalDate.now(ZoneOffset.UTC) + "-" + name + ".md");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "# Measured: " + name + "\n\n" + text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
