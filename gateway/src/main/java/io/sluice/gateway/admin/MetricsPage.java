package io.sluice.gateway.admin;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.wire.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * The metrics, in Prometheus' text format.
 *
 * @param open whether they are shown without a key
 */
public record MetricsPage(PrometheusRegistry metrics, boolean open) implements AdminRoutes {
    @Override
    public List<AdminRoute> routes() {
        Permission permission = open ? Permission.ANYONE : Permission.METRICS_READ;
        return List.of(new AdminRoute("GET", "/metrics", permission, "Figures for monitoring.", this::scrape));
    }

    private Reply scrape(AdminRequest request) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder().build().write(text, metrics.scrape());
        return new Reply(
                200,
                List.of(new Header("content-type", "text/plain; version=0.0.4; charset=utf-8")),
                text.toByteArray());
    }
}
