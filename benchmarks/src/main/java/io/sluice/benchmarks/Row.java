package io.sluice.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A kind of load, and what is read from it.
 *
 * @param id for the command line
 * @param title for the table
 * @param kind which answers are asked for
 * @param order what the load does
 * @param figures the lines of the table
 */
record Row(String id, String title, Kind kind, String order, List<Figure> figures) {
    private static final double MICROS = 1e6;
    private static final double CALLS = 10_000;

    /**
     * A line of the table.
     *
     * @param name what and in which unit
     * @param rate whether it only says something where the rig is not the limit
     * @param read takes it from what the load saw
     */
    record Figure(String name, boolean rate, ToDoubleFunction<Facts> read) {}

    /** Processor time of what is measured; of the mock where that is the upstream itself. */
    private static double cpu(Facts seen) {
        return seen.number("cpu.measured", seen.number("cpu.mock"));
    }

    private static final Figure CPU =
            new Figure("CPU-s per 10k calls", false, seen -> cpu(seen) * CALLS / seen.number("calls"));
    private static final Figure RATE =
            new Figure("calls/s", true, seen -> seen.number("calls") / seen.number("seconds"));
    private static final Figure EVENT_CPU =
            new Figure("CPU-us per event", false, seen -> cpu(seen) * MICROS / seen.number("events"));
    private static final Figure EVENT_RATE =
            new Figure("events/s", true, seen -> seen.number("events") / seen.number("seconds"));
    private static final Figure BURST_CPU = new Figure(
            "CPU-us per event", false, seen -> cpu(seen) * MICROS / (seen.number("calls") * Kind.BURST_EVENTS));
    private static final Figure BURST_RATE =
            new Figure("events/s", true, seen -> seen.number("calls") * Kind.BURST_EVENTS / seen.number("seconds"));
    private static final Figure P50 = new Figure("p50 us", false, seen -> seen.number("p50"));
    private static final Figure P99 = new Figure("p99 us", false, seen -> seen.number("p99"));

    /** All of them, in the order of the table. */
    static List<Row> all() {
        return List.of(
                perCall("chat", "1 KB in and out, 64 connections", Kind.SMALL, closed(64, 1_024)),
                perCall("routed", "1 KB, over a route of two targets", Kind.ROUTED, closed(64, 1_024)),
                perCall("translated", "1 KB, translated from Anthropic's dialect", Kind.MESSAGE, closed(64, 1_024)),
                perCall("streams", "streams of 8 events, 64 connections", Kind.SHORT, streamed(64)),
                perCall("deltas", "8 events, translated from Anthropic's dialect", Kind.DELTAS, streamed(64)),
                new Row("one", "one at a time", Kind.SMALL, closed(1, 1_024), List.of(P50, P99)),
                new Row(
                        "open",
                        "open loop, 1,000 calls/s",
                        Kind.SMALL,
                        "do=open rate=1000 connections=64 bytes=1024",
                        List.of(P50, P99)),
                perCall("answers", "10 KB answers, 64 connections", Kind.LARGE, closed(64, 1_024)),
                perCall("prompts", "100 KB prompts, 16 connections", Kind.SMALL, closed(16, 100 * 1_024)),
                perCall("large", "1 MB prompts, 4 connections", Kind.SMALL, closed(4, 1 << 20)),
                new Row(
                        "events",
                        "1,000 streams, 10 events/s each",
                        Kind.PACED,
                        "do=streams connections=1000 bytes=1024 stream=true",
                        List.of(EVENT_CPU, EVENT_RATE, P50, P99)),
                new Row(
                        "burst",
                        "bursts of 500 events, 16 connections",
                        Kind.BURST,
                        streamed(16),
                        List.of(BURST_CPU, BURST_RATE)));
    }

    private static Row perCall(String id, String title, Kind kind, String order) {
        return new Row(id, title, kind, order, List.of(CPU, RATE));
    }

    private static String streamed(int connections) {
        return closed(connections, 1_024) + " stream=true";
    }

    private static String closed(int connections, int bytes) {
        return "do=closed connections=" + connections + " bytes=" + bytes;
    }

    /** Streams need longer than calls until all of them stand. */
    double warm(double usual) {
        return kind == Kind.PACED ? Math.max(3, usual) : usual;
    }
}
