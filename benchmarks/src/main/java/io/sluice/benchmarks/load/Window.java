package io.sluice.benchmarks.load;

import io.sluice.benchmarks.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The measured part of a load, and what was counted in it. On the load's loop. */
final class Window {
    private static final double NANOS = 1e9;

    private final Latencies latencies = new Latencies();
    private final CompletableFuture<Facts> seen = new CompletableFuture<>();
    private final Cpu cpu;
    private Map<String, Double> cpuBefore = Map.of();
    private long started;
    private boolean over;
    private long calls;
    private long errors;
    private long events;
    private long lost;

    Window(Cpu cpu) {
        this.cpu = cpu;
    }

    /** Begins after the warm-up and ends after the measured time; what was counted before is forgotten. */
    static Window of(Facts order, Network network) {
        Window window = new Window(Cpu.of(order.text("watch", "")));
        long warm = (long) (order.number("warm") * NANOS);
        long measured = (long) (order.number("seconds") * NANOS);
        network.loop().schedule(window::begin, warm, TimeUnit.NANOSECONDS);
        network.loop().schedule(window::end, warm + measured, TimeUnit.NANOSECONDS);
        return window;
    }

    private void begin() {
        latencies.clear();
        calls = 0;
        errors = 0;
        events = 0;
        lost = 0;
        cpuBefore = cpu.seconds();
        started = System.nanoTime();
    }

    private void end() {
        double seconds = (System.nanoTime() - started) / NANOS;
        Map<String, String> facts = new LinkedHashMap<>();
        cpu.seconds()
                .forEach((name, after) ->
                        facts.put("cpu." + name, Double.toString(after - cpuBefore.getOrDefault(name, 0.0))));
        facts.put("seconds", Double.toString(seconds));
        facts.put("calls", Long.toString(calls));
        facts.put("errors", Long.toString(errors));
        facts.put("lost", Long.toString(lost));
        facts.put("events", Long.toString(events));
        facts.put("p50", Double.toString(latencies.micros(0.5)));
        facts.put("p99", Double.toString(latencies.micros(0.99)));
        over = true;
        seen.complete(new Facts(facts));
    }

    /** Whether the time is up: then no new call is begun. */
    boolean over() {
        return over;
    }

    /** A call was answered with this status, so many nanoseconds after it was due. */
    void call(int status, long nanos) {
        calls++;
        if (status != 200) {
            errors++;
        }
        latencies.add(nanos);
    }

    /** An event came, so many nanoseconds after it was sent. */
    void event(long nanos) {
        latencies.add(nanos);
    }

    /** So many events came. */
    void events(int more) {
        events += more;
    }

    /** A connection was lost. */
    void lost() {
        lost++;
    }

    /** What was counted, once the time is up. */
    Facts await() {
        return seen.join();
    }
}
