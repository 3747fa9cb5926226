package io.sluice.benchmarks;

import io.sluice.gateway.store.CallStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mixed traffic with a provider that fails now and then, for minutes or hours: is memory flat, are descriptors given
 * back, is every call in the record?
 */
public final class Soak {
    private static final long SAMPLE_SECONDS = 10;
    /** A full collection every so many samples shows what is really held. */
    private static final int SAMPLES_A_COLLECTION = 6;

    private static final int SETTLING_SECONDS = 30;
    private static final double SECONDS_AN_HOUR = 3_600;
    private static final Pattern USED = Pattern.compile(" used ([0-9]+)K");

    /** What was seen at one moment; {@code live} where the heap was collected just before. */
    private record Sample(double seconds, boolean live, double heap, double resident, double descriptors) {}

    private final int minutes;
    private final int rate;
    private final Rig rig;
    private final List<Sample> samples = new ArrayList<>();

    private Soak(int minutes, int rate, Rig rig) {
        this.minutes = minutes;
        this.rate = rate;
        this.rig = rig;
    }

    /** {@code --minutes=30 --rate=400 --name=soak}. */
    public static void main(String[] args) {
        Facts given = Facts.read(String.join(" ", args).replace("--", ""));
        try (Rig rig = new Rig()) {
            Soak soak = new Soak((int) given.number("minutes", 30), (int) given.number("rate", 400), rig);
            System.out.println("written: " + soak.run(Options.read(args), given.text("name", "soak")));
        }
        System.exit(0);
    }

    private Path run(Options options, String name) {
        String machine = Machine.facts("benchmarks/run soak " + options.words(), rig.cores())
                + "- load average at the start: " + Machine.load() + "\n";
        SluiceServer sluice = new SluiceServer("soak", true, Map.of("SLUICE_JAVA_OPTS", "-XX:-DisableAttachMechanism"));
        SluiceServer.Prepared prepared = sluice.prepare(rig);
        SluiceServer.Running running = sluice.exec(rig, prepared);
        Ports.await(prepared.port(), running.server());
        Facts seen;
        try (Child server = running.server()) {
            long seconds = TimeUnit.MINUTES.toSeconds(minutes);
            rig.begin(
                    running.entrant("soak", true),
                    Kind.SOAK,
                    "do=mix bytes=1024 seed=11 connections=200 rate=" + rate + " seconds=" + seconds);
            watch(server, seconds);
            seen = rig.end();
        }
        Path file = prepared.file().resolveSibling("data").resolve("calls.db");
        String text = report(seen, rows(file));
        System.out.println(text);
        return Report.write(name, machine + "- load average at the end: " + Machine.load() + "\n\n" + text + raw());
    }

    private void watch(Child server, long seconds) {
        long pid = server.pids().getFirst();
        long started = System.nanoTime();
        // By the clock: on a busy machine a sample takes seconds itself, and one after the load's end says nothing.
        for (int i = 0; System.nanoTime() - started < TimeUnit.SECONDS.toNanos(seconds); i++) {
            boolean live = i % SAMPLES_A_COLLECTION == 0;
            if (live) {
                Machine.said(jcmd(pid, "GC.run"));
            }
            Matcher used = USED.matcher(Machine.said(jcmd(pid, "GC.heap_info")));
            double heap = 0;
            while (used.find()) {
                heap += Double.parseDouble(used.group(1)) / 1024;
            }
            samples.add(new Sample(
                    (System.nanoTime() - started) / 1e9, live, heap, server.residentMib(), server.descriptors()));
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SAMPLE_SECONDS));
        }
    }

    private static List<String> jcmd(long pid, String command) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command);
    }

    /** The rows of all days in the record, read when nobody writes it. */
    private static long rows(Path file) {
        try (CallStore calls = CallStore.open(file)) {
            return calls.count();
        } catch (SQLException failed) {
            throw new IllegalStateException("cannot count the rows of " + file, failed);
        }
    }

    private String report(Facts seen, long rows) {
        long sent = Long.parseLong(seen.text("sent"));
        long unheard = Long.parseLong(seen.text("unheard"));
        boolean equal = rows <= sent && rows >= sent - unheard;
        Table table = new Table(List.of("what", "at first", "at the end", "slope per hour"))
                .row(line("heap after a full collection, MiB", Sample::heap, true))
                .row(line("RSS, MiB", Sample::resident, false))
                .row(line("open descriptors", Sample::descriptors, false));
        return "Calls sent: " + sent + "; rows in the record: " + rows + (equal ? ": equal" : ": DIFFERENT")
                + " (" + unheard + " calls met a connection that was being closed, and may not have been read).\n"
                + "What callers saw: " + seen + "\n\n" + table
                + "\nThe first " + SETTLING_SECONDS + " seconds are not in the slopes.\n";
    }

    private List<String> line(String name, ToDoubleFunction<Sample> figure, boolean liveOnly) {
        List<Sample> counted = samples.stream()
                .filter(sample -> sample.seconds() >= SETTLING_SECONDS && (sample.live() || !liveOnly))
                .toList();
        if (counted.isEmpty()) {
            return List.of(name, "-", "-", "-");
        }
        return List.of(
                name,
                Table.figure(figure.applyAsDouble(counted.getFirst())),
                Table.figure(figure.applyAsDouble(counted.getLast())),
                Table.figure(slope(counted, figure) * SECONDS_AN_HOUR));
    }

    /** Of the line through the samples with the least squares. */
    private static double slope(List<Sample> counted, ToDoubleFunction<Sample> figure) {
        double time = counted.stream().mapToDouble(Sample::seconds).average().orElse(0);
        double mean = counted.stream().mapToDouble(figure).average().orElse(0);
        double both = 0;
        double square = 0;
        for (Sample sample : counted) {
            both += (sample.seconds() - time) * (figure.applyAsDouble(sample) - mean);
            square += (sample.seconds() - time) * (sample.seconds() - time);
        }
        return square == 0 ? 0 : both / square;
    }

    private String raw() {
        StringBuilder text = new StringBuilder("\n<details><summary>every sample</summary>\n\n```\n");
        samples.forEach(sample -> text.append(sample).append('\n'));
        return text.append("```\n</details>\n").toString();
    }
}
