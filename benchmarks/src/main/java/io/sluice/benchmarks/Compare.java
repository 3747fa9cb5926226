package io.sluice.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Direct, nginx and Sluice in one run, round by round in turns; the results are in a file of their own. */
public final class Compare {
    private static final String LEGEND = """
            Medians over the rounds; in each round the entrants take turns. CPU is user and system time of what is
            measured (`/proc/PID/stat`); under *direct* it is that of the mock, which must carry, core for core, at
            least twice the calls. `*`: rig limited, mock and load used 95% or more of their processors. *off* is
            `auth: none`, `record: none`; *on* is a virtual key, a record of every call, metrics. *alias* asks for
            another model name than the provider's own, so that request and answer are edited. Foreign CPU is what
            anything else on the machine used, in processors.
            """;

    private static final int MOST_WARMING = 6;
    private static final double STILL_FASTER = 1.03;

    private final Options options;
    private final Rig rig;
    private final List<Entrant> entrants = new ArrayList<>();

    private Compare(Options options, Rig rig) {
        this.options = options;
        this.rig = rig;
    }

    /** Runs from the clone's root; {@code benchmarks/run} says with which words. */
    public static void main(String[] args) {
        Options options = Options.read(args);
        try (Rig rig = new Rig()) {
            Path written = new Compare(options, rig).run();
            System.out.println("written: " + written);
        }
        System.exit(0);
    }

    private Path run() {
        String before = Machine.facts("benchmarks/run " + options.words(), rig.cores())
                + "- load average at the start: " + Machine.load() + "\n";
        List<String> names = List.of("direct", "nginx", "Sluice off", "off, alias", "Sluice on", "on, alias");
        Report report = new Report(rig.cores(), names);
        measureRows(report);
        new Occasions(options, rig).addTo(report);
        System.out.println(report);
        return report.write(options.name(), before + "- load average at the end: " + Machine.load() + "\n", LEGEND);
    }

    private void measureRows(Report report) {
        List<Row> rows =
                Row.all().stream().filter(row -> options.wants(row.id())).toList();
        if (rows.isEmpty()) {
            return;
        }
        startAll();
        try {
            rows.forEach(this::warm);
            for (Row row : rows) {
                report.add(row, measure(row));
            }
        } finally {
            entrants.forEach(entrant -> {
                if (entrant.server() != null && !entrant.alias()) {
                    entrant.server().close();
                }
            });
        }
    }

    private void startAll() {
        entrants.add(rig.direct());
        entrants.add(NginxServer.start(rig));
        SluiceServer.Running off = new SluiceServer("off", false).start(rig);
        entrants.add(off.entrant("Sluice off", false));
        entrants.add(off.entrant("off, alias", true));
        SluiceServer.Running on = new SluiceServer("on", true).start(rig);
        entrants.add(on.entrant("Sluice on", false));
        entrants.add(on.entrant("on, alias", true));
    }

    /** Runs each row until it gets no faster: what the compiler of a young process takes is not a call's. */
    private void warm(Row row) {
        System.out.println("warming: " + row.title());
        for (Entrant entrant : entrants) {
            double best = 0;
            for (int turn = 0; turn < MOST_WARMING; turn++) {
                Facts seen = rig.run(entrant, row.kind(), order(row));
                double done = seen.number("calls", 0) + seen.number("events", 0);
                if (done < STILL_FASTER * best) {
                    break;
                }
                best = Math.max(best, done);
            }
        }
    }

    private Samples measure(Row row) {
        Samples samples = new Samples();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Entrant entrant : entrants) {
                samples.add(entrant.name(), rig.run(entrant, row.kind(), order(row)));
            }
        }
        for (Row.Figure figure : row.figures()) {
            StringBuilder line = new StringBuilder(row.title() + ", " + figure.name() + ":");
            for (Entrant entrant : entrants) {
                line.append("  ")
                        .append(entrant.name())
                        .append(' ')
                        .append(Table.figure(samples.median(entrant.name(), figure.read())));
            }
            System.out.println(line);
        }
        return samples;
    }

    private String order(Row row) {
        return row.order() + " warm=" + row.warm(options.warm()) + " seconds=" + options.seconds();
    }
}
