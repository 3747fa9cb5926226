package io.sluice.gateway.admin;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.call.Answers;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.Intake;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.RequestHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the admin listener serves behind the admin key: the metrics, and 404 for what does not exist. */
public final class AdminIntake implements Intake {
    private static final String BEARER = "Bearer ";

    private final Predicate<String> key;
    private final boolean openMetrics;
    private final PrometheusRegistry metrics;
    private final ThreadFactory threads;

    /**
     * Serves these metrics.
     *
     * @param key whether what was presented is the admin key
     * @param openMetrics whether {@code /metrics} is served without it
     * @param threads makes the threads that write metrics out, which takes too long for a loop
     */
    public AdminIntake(Predicate<String> key, boolean openMetrics, PrometheusRegistry metrics, ThreadFactory threads) {
        this.key = key;
        this.openMetrics = openMetrics;
        this.metrics = metrics;
        this.threads = threads;
    }

    @Override
    public InboundCall open(RequestHead head, CallerLink link, Loop loop) {
        boolean wantsMetrics = head.path().equals("/metrics");
        if (!(openMetrics && wantsMetrics) && !admitted(head.headers().first("authorization"))) {
            return Answers.answer(
                    link,
                    error(
                            401,
                            "invalid_admin_key",
                            "Send the admin key as \"Authorization: Bearer ...\"; it is in"
                                    + " SLUICE_ADMIN_KEY or in the file admin-key of the data folder"));
        }
        if (!wantsMetrics) {
            return Answers.answer(
                    link, error(404, "unknown_path", "There is nothing at " + head.method() + " " + head.path()));
        }
        threads.newThread(() -> {
                    Reply reply = scrape();
                    loop.execute(() -> Answers.write(link, reply));
                })
                .start();
        return Answers.later();
    }

    private boolean admitted(@Nullable String authorization) {
        return authorization != null
                && authorization.length() > BEARER.length()
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && key.test(authorization.substring(BEARER.length()));
    }

    private Reply scrape() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.builder().build();
        try {
            writer.write(text, metrics.scrape());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Reply(
                200,
                List.of(new Header("content-type", "text/plain; version=0.0.4; charset=utf-8")),
                text.toByteArray());
    }

    private static Reply error(int status, String code, String message) {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("error").beginObject();
        json.name("code").string(code).name("message").string(message);
        return Reply.json(status, json.endObject().endObject().toBytes());
    }
}
