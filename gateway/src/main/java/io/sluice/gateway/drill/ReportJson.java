package io.sluice.gateway.drill;

import io.sluice.dialects.json.JsonWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A report as a JSON object, {@code id} first. Names, once released, are not changed: programs read them. */
public final class ReportJson {
    private static final double MICROS_A_MILLI = 1_000;

    private final JsonWriter json;

    private ReportJson(JsonWriter json) {
        this.json = json;
    }

    /** The report as text. */
    public static String of(Report report) {
        JsonWriter json = new JsonWriter();
        write(report, json);
        return json.toString();
    }

    static void write(Report report, JsonWriter json) {
        new ReportJson(json).report(report);
    }

    private void report(Report report) {
        Report.Course course = report.course();
        json.beginObject().name("id").string(report.id());
        json.name("state").string(course.how() == null ? "running" : "ended");
        plan(report.plan());
        json.name("started").string(course.started().toString());
        json.name("lasted_ms").number(course.lasted().toMillis());
        json.name("ended");
        orNothing(course.ended());
        json.name("why_ended");
        orNothing(course.how() == null ? null : course.how().name().toLowerCase(Locale.ROOT));
        Duration recovered = course.recovered();
        json.name("recovered_after_ms");
        number(recovered == null ? Report.NEVER : recovered.toMillis());
        json.name("faults").number(report.counts().faults());
        json.name("spared").number(report.counts().spared());
        json.name("avoided").number(report.counts().avoided());
        json.name("noticed_after");
        number(report.counts().noticedAfter());
        json.name("before");
        if (report.before() == null) {
            json.nothing();
        } else {
            seen(report.before(), report.beforeTime());
        }
        json.name("drilled");
        seen(report.drilled(), null);
        json.name("others");
        seen(report.others(), null);
        json.endObject();
    }

    private void plan(DrillPlan plan) {
        switch (plan.aim()) {
            case Aim.At(var target) -> json.name("target").string(target.toString());
            case Aim.AllOf(String provider) -> json.name("target").string(provider);
            case Aim.FirstOf(String model) -> json.name("model").string(model);
        }
        json.name("fault").string(plan.fault().word());
        json.name("share").raw(plainly(plan.share()));
        json.name("keys").beginArray();
        plan.keys().stream().sorted(Comparator.comparing(DrillPlan.Key::id)).forEach(key -> {
            json.beginObject().name("id").string(key.id());
            json.name("name").string(key.name()).endObject();
        });
        json.endArray().name("header");
        orNothing(plan.header());
        json.name("for_ms").number(plan.lasts().toMillis());
        json.name("breakers").bool(plan.taught());
    }

    private void seen(Seen seen, @Nullable Duration time) {
        json.beginObject().name("calls").number(seen.calls());
        if (time != null) {
            json.name("within_ms").number(time.toMillis());
        }
        json.name("whole").number(seen.whole());
        json.name("failed").beginObject();
        seen.failures().forEach((code, count) -> json.name(code).number(count));
        json.endObject().name("caller_gone").number(seen.gone());
        json.name("attempts").number(seen.attempts());
        quantiles("total_ms", seen.total());
        quantiles("first_token_ms", seen.firstToken());
        json.name("tokens").beginObject();
        seen.tokens().forEach((target, tokens) -> {
            json.name(target).beginObject().name("input").number(tokens.input());
            json.name("output").number(tokens.output());
            json.name("cost_usd");
            orNothing(tokens.cost());
            json.endObject();
        });
        json.endObject().endObject();
    }

    private void quantiles(String name, Seen.Quantiles times) {
        json.name(name).beginObject().name("p50");
        millis(times.p50());
        json.name("p95");
        millis(times.p95());
        json.endObject();
    }

    private void millis(long micros) {
        if (micros == Seen.Quantiles.NONE) {
            json.nothing();
        } else {
            json.raw(String.format(Locale.ROOT, "%.3f", micros / MICROS_A_MILLI));
        }
    }

    private void number(long value) {
        if (value == Report.NEVER) {
            json.nothing();
        } else {
            json.number(value);
        }
    }

    private void orNothing(@Nullable Object value) {
        if (value == null) {
            json.nothing();
        } else {
            json.string(Objects.toString(value));
        }
    }

    private static String plainly(double share) {
        return share == Math.rint(share) ? Long.toString((long) share) : Double.toString(share);
    }
}
