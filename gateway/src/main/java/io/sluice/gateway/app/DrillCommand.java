package io.sluice.gateway.app;

import io.sluice.gateway.admin.Refused;
import io.sluice.gateway.drill.DrillDesk;
import io.sluice.gateway.drill.Report;
import io.sluice.gateway.drill.ReportJson;
import io.sluice.gateway.drill.Seen;
import io.sluice.gateway.drill.Words;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code sluice drill start|stop|list|report}. Drills live in a running gateway, so it alone can run these. */
final class DrillCommand {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final DrillDesk desk;
    private final Terminal terminal;

    /** With the desk of a gateway; null where the folder's owner runs none. */
    DrillCommand(@Nullable DrillDesk desk, Terminal terminal) {
        if (desk == null) {
            throw noGateway();
        }
        this.desk = desk;
        this.terminal = terminal;
    }

    /** A drill needs a gateway that it is made in. */
    static CommandFailed noGateway() {
        return CommandFailed.because("no gateway runs over this data folder, and a drill lives in a running one;"
                + " start it, or name its folder with --data");
    }

    int start(Arguments arguments) {
        Report begun;
        try {
            begun = desk.start(new Words(word -> word(arguments, word), name -> "--" + name));
        } catch (Refused refused) {
            throw refused.failure().status() == 400
                    ? CommandFailed.usage(refused.failure().message())
                    : CommandFailed.because(refused.failure().message());
        }
        terminal.err("Drill " + begun.id() + " runs for " + begun.plan().lasts().toSeconds() + " s: "
                + begun.plan().words() + ". End it with: sluice drill stop " + begun.id());
        if (!arguments.has("wait")) {
            terminal.out(begun.id());
            return Exit.OK;
        }
        return await(begun.id());
    }

    private static @Nullable String word(Arguments arguments, String name) {
        return name.equals("breakers") && arguments.has(name) ? "yes" : arguments.value(name);
    }

    /** Says every two seconds how it stands. Who stops waiting ends it. */
    private int await(String id) {
        try {
            while (!desk.drills().awaitEnd(id, EVERY)) {
                desk.drills().report(id).ifPresent(report -> terminal.err(progress(report)));
            }
        } catch (CommandFailed gone) {
            var _ = desk.drills().stop(id);
            throw gone;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        desk.drills().report(id).ifPresent(this::show);
        return Exit.OK;
    }

    private static String progress(Report report) {
        Seen drilled = report.drilled();
        return report.id() + ": " + report.course().lasted().toSeconds() + " of "
                + report.plan().lasts().toSeconds() + " s, " + report.counts().faults() + " faults, "
                + drilled.calls() + " calls in it ended, " + drilled.whole() + " of them whole";
    }

    int stop(Arguments arguments) {
        String id = arguments.operandOrNull();
        if (id == null) {
            int ended = desk.drills().stopAll();
            terminal.err(ended == 0 ? "No drill runs." : "Ended " + ended + (ended == 1 ? " drill." : " drills."));
            return Exit.OK;
        }
        Report report = desk.drills().stop(id).orElseThrow(() -> unknown(id));
        Report.How how = report.course().how();
        terminal.err("Drill " + id + " has ended" + (how == null ? "." : ": " + how.words() + "."));
        return Exit.OK;
    }

    int list() {
        List<Report> all = desk.drills().list();
        if (all.isEmpty()) {
            terminal.err("There was no drill since the gateway started.");
            return Exit.OK;
        }
        var table = new Table("ID", "FAULT", "AT", "FOR", "STATE", "FAULTS", "CALLS", "WHOLE");
        for (Report report : all) {
            table.row(
                    report.id(),
                    report.plan().fault().word(),
                    report.plan().aim().words(),
                    report.plan().calls(),
                    state(report),
                    Long.toString(report.counts().faults()),
                    Long.toString(report.drilled().calls()),
                    Long.toString(report.drilled().whole()));
        }
        table.print(terminal);
        return Exit.OK;
    }

    private static String state(Report report) {
        Report.How how = report.course().how();
        return how == null
                ? "runs, "
                        + report.plan().lasts().minus(report.course().lasted()).toSeconds() + " s left"
                : "ended: " + how.words();
    }

    int report(Arguments arguments) {
        String id = arguments.operand();
        Report report = desk.drills().report(id).orElseThrow(() -> unknown(id));
        if (arguments.has("json")) {
            terminal.out(ReportJson.of(report));
        } else {
            show(report);
        }
        return Exit.OK;
    }

    private void show(Report report) {
        new DrillReport(report).print(terminal);
    }

    private static CommandFailed unknown(String id) {
        return CommandFailed.because("there is no drill \"" + id + "\"; sluice drill list shows those there are");
    }
}
