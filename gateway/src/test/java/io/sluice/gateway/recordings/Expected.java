package io.sluice.gateway.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.ReceivedRequest;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What caller, provider and record must have seen of an exchange that was replayed whole. */
final class Expected {
    private final Traffic traffic;
    private final String asked;

    /** Of an exchange in which the model was asked for under this name. */
    Expected(Traffic traffic, String asked) {
        this.traffic = traffic;
        this.asked = asked;
    }

    /** The answer's model changes with the name that was asked for, and not else. */
    private String answerModel() {
        return asked.equals(traffic.model()) ? "" : asked;
    }

    /** The stream as the caller must get it. */
    Units units() {
        return new Units(traffic.recording().body().bytes(), answerModel(), traffic.usageAdded());
    }

    @Override
    public String toString() {
        return traffic + " asked for as " + asked;
    }

    void answer(HttpResponse<byte[]> answer) {
        String body = new String(answer.body(), UTF_8);
        if (traffic.refusesCredential()) {
            assertThat(answer.statusCode()).isEqualTo(502);
            JsonNode error = Places.JSON.readTree(body).path("error");
            assertThat(error.path("code").asString()).isEqualTo("upstream_auth");
            assertThat(body).doesNotContain(traffic.recording().body().text());
            return;
        }
        assertThat(answer.statusCode()).isEqualTo(traffic.recording().status());
        assertThat(body).isEqualTo(body());
        traffic.recording().headers().stream()
                .filter(header -> header.named("content-type"))
                .forEach(header ->
                        assertThat(answer.headers().firstValue("content-type")).hasValue(header.value()));
    }

    private String body() {
        if (traffic.recording().stream()) {
            return units().passed(Integer.MAX_VALUE);
        }
        byte[] body = traffic.recording().body().bytes();
        boolean named = traffic.recording().status() < 400 && !answerModel().isEmpty();
        return new String(named ? Places.withModel(body, answerModel()) : body, UTF_8);
    }

    void request(ReceivedRequest received) {
        byte[] sent = traffic.usageAdded() ? Places.withUsageAsked(traffic.request()) : traffic.request();
        assertThat(received.body().text()).isEqualTo(new String(sent, UTF_8));
        if (traffic.prefix() != null) {
            assertThat(received.target())
                    .isEqualTo(traffic.recording().request().path());
        }
    }

    void row(CallRow row) {
        assertThat(row.asked().model()).isEqualTo(asked);
        assertThat(row.served()).hasToString(Rig.direct(traffic));
        assertThat(row.attempts()).hasSize(1);
        assertThat(row.bytesIn()).isEqualTo(Places.withModel(traffic.request(), asked).length);
        if (traffic.refusesCredential()) {
            assertThat(row.ending().status()).isEqualTo(502);
            assertThat(row.ending().errorCode()).isEqualTo("upstream_auth");
            return;
        }
        assertThat(row.ending().status()).isEqualTo(traffic.recording().status());
        assertThat(row.bytesOut()).isEqualTo(body().getBytes(UTF_8).length);
        if (traffic.recording().status() < 400) {
            List<JsonNode> events = events();
            assertThat(row.ending().finishReason()).isEqualTo(finishReason(events));
            Spending.of(events, traffic.quirks()).check(row.usage());
        }
    }

    private List<JsonNode> events() {
        return traffic.recording().stream()
                ? units().all().stream().map(Units.Unit::json).toList()
                : List.of(Places.JSON.readTree(traffic.recording().body().bytes()));
    }

    /** The last one of the first alternative. */
    private static String finishReason(List<JsonNode> events) {
        return events.stream()
                .flatMap(event -> event.path("choices").values().stream())
                .filter(choice -> !choice.path("finish_reason").asString("").isEmpty())
                .min(Comparator.comparingInt(choice -> choice.path("index").asInt(0)))
                .map(choice -> choice.path("finish_reason").asString())
                .orElse(null);
    }
}
