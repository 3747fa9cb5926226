package io.sluice.gateway.app;

import io.sluice.gateway.drill.Report;
import io.sluice.gateway.drill.Seen;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report of a drill, for people. */
final class DrillReport {
    private static final double MICROS_A_MILLI = 1_000;
    private static final String NOTHING = "-";

    private final Report report;

    DrillReport(Report report) {
        this.report = report;
    }

    void print(Terminal terminal) {
        terminal.out(Printable.of("Drill " + report.id() + ": " + report.plan().words()));
        terminal.out(course());
        terminal.out("");
        table().print(terminal);
        terminal.out("");
        failures(terminal, "in the drill", report.drilled());
        failures(terminal, "not in it", report.others());
        terminal.out(counts());
        Report.Counts counts = report.counts();
        if (counts.noticedAfter() != Report.NEVER) {
            terminal.out("After " + counts.noticedAfter() + " faults calls went elsewhere at once; " + counts.avoided()
                    + " did.");
        }
        if (counts.spared() > 0) {
            terminal.out(counts.spared() + " calls were left alone, as other targets of theirs really rested.");
        }
        tokens(terminal, report.drilled());
        recovery(terminal);
    }

    private String course() {
        Report.Course course = report.course();
        String lasted = "It began at " + course.started() + " and ";
        return course.how() == null
                ? lasted + "has run for " + course.lasted().toSeconds() + " s."
                : lasted + "ended after " + course.lasted().toSeconds() + " s, as "
                        + course.how().words() + ".";
    }

    private Table table() {
        var table = new Table(
                "CALLS", "ENDED", "WHOLE", "FAILED", "GONE", "ATTEMPTS", "P50 MS", "P95 MS", "FIRST P50", "FIRST P95");
        if (report.before() != null) {
            row(table, "before (" + report.beforeTime().toSeconds() + " s)", report.before());
        }
        row(table, "in the drill", report.drilled());
        row(table, "not in it", report.others());
        return table;
    }

    private static void row(Table table, String name, Seen seen) {
        table.row(
                name,
                Long.toString(seen.calls()),
                Long.toString(seen.whole()),
                Long.toString(seen.failed()),
                Long.toString(seen.gone()),
                Long.toString(seen.attempts()),
                millis(seen.total().p50()),
                millis(seen.total().p95()),
                millis(seen.firstToken().p50()),
                millis(seen.firstToken().p95()));
    }

    private static String millis(long micros) {
        return micros == Seen.Quantiles.NONE ? NOTHING : String.format(Locale.ROOT, "%.1f", micros / MICROS_A_MILLI);
    }

    private static void failures(Terminal terminal, String which, Seen seen) {
        if (seen.failed() > 0) {
            terminal.out(Printable.of("What callers saw " + which + ": " + counted(seen.failures())));
        }
    }

    private static String counted(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private String counts() {
        Seen drilled = report.drilled();
        long more = Math.max(0, drilled.attempts() - drilled.calls());
        return report.counts().faults() + " attempts were made to fail; the calls in the drill took " + more
                + " attempts more than one each.";
    }

    private static void tokens(Terminal terminal, Seen seen) {
        seen.tokens()
                .forEach((target, tokens) -> terminal.out(Printable.of("Tokens of calls in the drill at " + target
                        + ": " + tokens.input() + " in, " + tokens.output() + " out"
                        + (tokens.cost() == null ? "" : ", " + tokens.cost() + " USD"))));
    }

    private void recovery(Terminal terminal) {
        @Nullable Duration recovered = report.course().recovered();
        if (report.course().how() == null || report.counts().faults() == 0) {
            return;
        }
        terminal.out(
                recovered == null
                        ? "Since the end no call was answered by what was made to fail."
                        : "What was made to fail answered a call again " + recovered.toMillis() + " ms after the end.");
    }
}
