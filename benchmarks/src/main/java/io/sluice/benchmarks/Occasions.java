package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What is measured of fresh processes: the first answer, the memory of many streams, how soon a leaving is passed on. */
final class Occasions {
    private static final double NANOS_A_MILLI = 1e6;
    private static final long STEP_NANOS = 1_000_000;
    private static final int STREAMS = 5_000;
    private static final int LEAVINGS = 20;
    private static final String NONE = "-";
    private static final String JAR = "gateway/target/launch/run/sluice.jar";

    private final Options options;
    private final Rig rig;

    Occasions(Options options, Rig rig) {
        this.options = options;
        this.rig = rig;
    }

    void addTo(Report report) {
        if (options.wants("held")) {
            held(report);
        }
        if (options.wants("gone")) {
            gone(report);
        }
        if (options.wants("first")) {
            first(report);
        }
    }

    /** Fresh processes, each alone. */
    private List<Supplier<Entrant>> fresh() {
        return List.of(
                () -> NginxServer.start(rig),
                () -> new SluiceServer("off", false).start(rig).entrant("off", false),
                () -> new SluiceServer("off", false).start(rig).entrant("off, alias", true),
                () -> new SluiceServer("on", true).start(rig).entrant("on", false),
                () -> new SluiceServer("on", true).start(rig).entrant("on, alias", true));
    }

    private void held(Report report) {
        List<String> resident = new ArrayList<>(List.of(NONE));
        List<String> flowing = new ArrayList<>(List.of(NONE));
        for (Supplier<Entrant> each : fresh()) {
            Entrant entrant = each.get();
            try (Child server = entrant.server()) {
                rig.begin(
                        entrant,
                        Kind.HELD,
                        "do=streams connections=" + STREAMS + " bytes=1024 stream=true warm=4 seconds=6");
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(9));
                resident.add(Table.figure(server == null ? 0 : server.residentMib()));
                flowing.add(Integer.toString(rig.end().whole("flowing")));
            }
        }
        report.add("5,000 open streams, 1 event/s each", "RSS MiB", resident, "a fresh process");
        report.add("5,000 open streams, 1 event/s each", "flowing", flowing, "");
    }

    private void gone(Report report) {
        List<String> medians = new ArrayList<>(List.of(NONE));
        List<String> worst = new ArrayList<>(List.of(NONE));
        for (Supplier<Entrant> each : fresh()) {
            Entrant entrant = each.get();
            try (Child _ = entrant.server()) {
                double[] millis = new double[LEAVINGS];
                for (int i = 0; i < LEAVINGS; i++) {
                    Facts seen = rig.run(entrant, Kind.GONE, "do=gone bytes=1024 stream=true");
                    millis[i] = (rig.nextLeft() - Long.parseLong(seen.text("left"))) / NANOS_A_MILLI;
                }
                Arrays.sort(millis);
                medians.add(Table.figure(millis[LEAVINGS / 2]));
                worst.add(Table.figure(millis[LEAVINGS - 1]));
            }
        }
        report.add("caller gone -> upstream closed", "ms, median of " + LEAVINGS, medians, "");
        report.add("caller gone -> upstream closed", "ms, worst", worst, "");
    }

    private void first(Report report) {
        int times = Math.max(3, options.rounds());
        report.add(
                "first answer after exec",
                "ms, median",
                List.of(
                        NONE,
                        Table.figure(median(times, this::nginxFirst)),
                        Table.figure(median(times, () -> sluiceFirst(false, Map.of()))),
                        NONE,
                        Table.figure(median(times, () -> sluiceFirst(true, Map.of()))),
                        NONE),
                "the launcher's own time in it; with the start-up cache if the launcher has one");
        Map<String, String> without = Map.of("SLUICE_JAR", System.getenv().getOrDefault("SLUICE_JAR", JAR));
        report.add(
                "first answer after exec, no start-up cache",
                "ms, median",
                List.of(
                        NONE,
                        NONE,
                        Table.figure(median(times, () -> sluiceFirst(false, without))),
                        NONE,
                        Table.figure(median(times, () -> sluiceFirst(true, without))),
                        NONE),
                "");
    }

    private double nginxFirst() {
        long started = System.nanoTime();
        Entrant entrant = NginxServer.start(rig);
        try (Child _ = entrant.server()) {
            return untilAnswered(started, entrant);
        }
    }

    private double sluiceFirst(boolean on, Map<String, String> environment) {
        SluiceServer server = new SluiceServer(on ? "on" : "off", on, environment);
        SluiceServer.Prepared prepared = server.prepare(rig);
        long started = System.nanoTime();
        SluiceServer.Running running = server.exec(rig, prepared);
        try (Child _ = running.server()) {
            return untilAnswered(started, running.entrant("first", false));
        }
    }

    private static double untilAnswered(long started, Entrant entrant) {
        long most = started + TimeUnit.SECONDS.toNanos(60);
        while (!Ports.answers(entrant.port(Kind.SMALL), Kind.SMALL.model(), entrant.key())) {
            if (System.nanoTime() > most) {
                throw new IllegalStateException("no answer within a minute");
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
        return (System.nanoTime() - started) / NANOS_A_MILLI;
    }

    private static double median(int times, Supplier<Double> measured) {
        double[] all = new double[times];
        Arrays.setAll(all, _ -> measured.get());
        Arrays.sort(all);
        return all[times / 2];
    }
}
