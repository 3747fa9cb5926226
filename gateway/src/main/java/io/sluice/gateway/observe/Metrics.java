package io.sluice.gateway.observe;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.sluice.dialects.model.Usage;
import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Endpoint;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.call.Outcome;
import io.sluice.gateway.call.Spent;
import io.sluice.gateway.call.wire.UpstreamFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Counts and times of calls, for {@code /metrics}. Outlives reloads; safe from every loop. */
public final class Metrics {
    private static final double NANOS = 1e9;
    private static final int MODELS = 500;
    private static final double[] CALL_BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300};
    private static final double[] OVERHEAD_BOUNDS = {
        0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final LabelValues models = new LabelValues(MODELS);
    private final Counter calls = Counter.builder()
            .name("sluice_calls_total")
            .help("Calls that ended, by what was asked, who served it and the status the caller got.")
            .labelNames("operation", "provider", "model", "status")
            .register(registry);
    private final Counter upstreamErrors = Counter.builder()
            .name("sluice_upstream_errors_total")
            .help("Attempts at a provider that failed, by code; http_N is the provider's own error with status N.")
            .labelNames("provider", "code")
            .register(registry);
    private final Counter attempts = Counter.builder()
            .name("sluice_attempts_total")
            .help(
                    "Attempts at a provider that ended, by why they were made (first, retry, reconnect, fallback, hedge, continue) and"
                            + " how they ended: answered, given_up, not_sent, or the class of the failure.")
            .labelNames("provider", "reason", "result")
            .register(registry);
    private final Counter faults = Counter.builder()
            .name("sluice_upstream_faults_total")
            .help("Requests to providers that failed on the way, by kind.")
            .labelNames("kind")
            .register(registry);
    private final Counter refused = Counter.builder()
            .name("sluice_refused_total")
            .help("Connections and requests refused before they became calls, by code.")
            .labelNames("code")
            .register(registry);
    private final Counter tokens = Counter.builder()
            .name("sluice_tokens_total")
            .help("Tokens that providers reported.")
            .labelNames("provider", "model", "direction")
            .register(registry);
    private final Histogram duration = seconds(
            "sluice_call_seconds", "From a call's head to its last byte.", CALL_BOUNDS, "operation", "provider");
    private final Histogram firstToken = seconds(
            "sluice_time_to_first_token_seconds",
            "From a call's head to the first content of its answer.",
            CALL_BOUNDS,
            "provider",
            "model");
    private final Histogram overhead = seconds(
            "sluice_overhead_seconds", "From a call's head to the request leaving for its provider.", OVERHEAD_BOUNDS);
    private final Histogram loopDelay = seconds(
            "sluice_event_loop_delay_seconds", "How late an event loop ran a task that was due.", OVERHEAD_BOUNDS);
    private final CounterDataPoint entered = Counter.builder()
            .name("sluice_calls_entered_total")
            .help("Calls that came in.")
            .register(registry);

    private Histogram seconds(String name, String help, double[] bounds, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .unit(Unit.SECONDS)
                .classicOnly()
                .classicUpperBounds(bounds)
                .labelNames(labels)
                .register(registry);
    }

    /** What {@code /metrics} shows. */
    public PrometheusRegistry registry() {
        return registry;
    }

    /** Shows a figure that somebody else keeps. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(into -> into.call(value.getAsDouble()))
                .register(registry);
    }

    /** A figure of a target; {@code model} is empty where it is one of a credential. */
    public record OfTarget(String provider, String credential, String model, int value) {}

    /** Shows figures of targets that somebody else keeps; of those beyond the bound of label values together the largest. */
    public void targets(String name, String help, Supplier<Stream<OfTarget>> figures) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("provider", "credential", "model")
                .callback(into -> {
                    Map<List<String>, Integer> shown = new LinkedHashMap<>();
                    figures.get()
                            .forEach(of -> shown.merge(
                                    List.of(
                                            of.provider(),
                                            of.credential(),
                                            of.model().isEmpty() ? "" : models.of(of.model())),
                                    of.value(),
                                    Math::max));
                    shown.forEach((labels, value) -> into.call(value, labels.toArray(String[]::new)));
                })
                .register(registry);
    }

    void entered() {
        entered.inc();
    }

    void attempted(Attempt attempt, Spent spent) {
        String provider = attempt.target().provider().id();
        String model = models.of(attempt.target().model());
        attempts.labelValues(provider, reason(attempt), result(attempt, spent)).inc();
        Failure failure = attempt.failure();
        if (failure != null) {
            upstreamErrors.labelValues(provider, failure.code()).inc();
        } else if (attempt.status() >= 400) {
            upstreamErrors.labelValues(provider, "http_" + attempt.status()).inc();
        }
        Usage usage = spent.usage();
        if (usage != null) {
            tokens.labelValues(provider, model, "in").inc(usage.totalInput());
            tokens.labelValues(provider, model, "out").inc(usage.totalOutput());
        }
    }

    private static String reason(Attempt attempt) {
        return switch (attempt.reason()) {
            case FIRST -> "first";
            case RETRY -> "retry";
            case RECONNECT -> "reconnect";
            case FALLBACK -> "fallback";
            case HEDGE -> "hedge";
            case CONTINUE -> "continue";
        };
    }

    private static String result(Attempt attempt, Spent spent) {
        FailureClass failure = attempt.failureClass();
        if (failure != null) {
            return failure.word();
        }
        return switch (spent.ending()) {
            case ANSWERED -> "answered";
            case NOT_SENT -> "not_sent";
            case FAILED, CANCELLED -> "given_up";
        };
    }

    void left(Call call, Outcome outcome, long nowNanos) {
        String operation = switch (call.endpoint()) {
            case Endpoint.Infer infer -> infer.operation().name().toLowerCase(Locale.ROOT);
            case Endpoint.StoredResponse stored -> stored.what().word();
            case Endpoint.ListModels _, Endpoint.ShowModel _ -> "models";
        };
        Attempt last = call.attempts().isEmpty() ? null : call.attempts().getLast();
        String provider = last == null ? "" : last.target().provider().id();
        String model = last == null ? "" : models.of(last.target().model());
        calls.labelValues(operation, provider, model, Integer.toString(outcome.status()))
                .inc();
        duration.labelValues(operation, provider).observe((nowNanos - call.receivedNanos()) / NANOS);
        if (last == null) {
            return;
        }
        long sent = call.attempts().getFirst().sentNanos();
        if (sent != 0) {
            overhead.observe((sent - call.receivedNanos()) / NANOS);
        }
        if (last.firstTokenNanos() != 0) {
            firstToken.labelValues(provider, model).observe((last.firstTokenNanos() - call.receivedNanos()) / NANOS);
        }
    }

    /** A request to a provider failed below the answer. */
    public void upstreamFault(UpstreamFault.Kind kind) {
        faults.labelValues(kind.name().toLowerCase(Locale.ROOT)).inc();
    }

    /** A connection or a request was refused before it became a call; the code is one of a closed set. */
    public void refused(String code) {
        refused.labelValues(code).inc();
    }

    /** A loop ran something so many nanoseconds late. */
    public void loopDelay(long nanos) {
        loopDelay.observe(nanos / NANOS);
    }
}
