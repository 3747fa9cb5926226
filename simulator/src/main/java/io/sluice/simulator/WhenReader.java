package io.sluice.simulator;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Reads the {@code when} of a script file's line. All conditions have to hold. */
final class WhenReader {

    private static final long USUAL_SEED = 1;
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private WhenReader() {}

    static Predicate<ReceivedRequest> read(JsonNode node, LongSupplier nanos) {
        Fields when = new Fields("when", node);
        Predicate<ReceivedRequest> all = content(when);
        for (Header header : when.headers("headers")) {
            all = all.and(request -> request.header(header.name()).equals(Optional.of(header.value())));
        }
        Optional<Long> connection = when.number("connection");
        if (connection.isPresent()) {
            all = all.and(request -> request.connection() == connection.get());
        }
        Optional<Duration> from = when.duration("from");
        Optional<Duration> until = when.duration("until");
        if (from.isPresent() || until.isPresent()) {
            all = all.and(Chance.between(from.orElse(Duration.ZERO), until.orElse(FOREVER), nanos));
        }
        all = counted(when, all);
        when.done();
        return all;
    }

    private static Predicate<ReceivedRequest> content(Fields when) {
        Optional<String> method = when.text("method");
        Optional<String> path = when.text("path");
        Optional<String> model = when.text("model");
        Optional<String> contains = when.text("contains");
        Optional<Boolean> stream = when.flag("stream");
        return request -> method.map(request.method()::equals).orElse(true)
                && path.map(request.path()::equals).orElse(true)
                && model.map(wanted -> wanted.equals(request.model())).orElse(true)
                && contains.map(request.body().text()::contains).orElse(true)
                && stream.map(wanted -> wanted == request.json().path("stream").asBoolean(false))
                        .orElse(true);
    }

    /** What counts or draws comes last, so that only requests that fit otherwise are counted and drawn for. */
    private static Predicate<ReceivedRequest> counted(Fields when, Predicate<ReceivedRequest> others) {
        Predicate<ReceivedRequest> all = others;
        long seed = when.number("seed").orElse(USUAL_SEED);
        Optional<Double> percent = when.fraction("percent");
        if (percent.isPresent()) {
            if (!(percent.get() >= 0 && percent.get() <= 100)) {
                throw new ScriptFault("\"percent\" in \"when\" is 0 to 100, not " + percent.get());
            }
            all = all.and(Chance.percent(percent.get(), new SplittableRandom(seed)));
        }
        Optional<Long> every = when.number("every");
        if (every.isPresent()) {
            if (every.get() < 1) {
                throw new ScriptFault("\"every\" in \"when\" is at least 1, not " + every.get());
            }
            AtomicLong seen = new AtomicLong();
            all = all.and(_ -> seen.incrementAndGet() % every.get() == 0);
        }
        Optional<Long> times = when.number("times");
        return times.isPresent() ? all.and(Chance.first(times.get())) : all;
    }
}
