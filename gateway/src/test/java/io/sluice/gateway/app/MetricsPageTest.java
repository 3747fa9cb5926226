package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What monitoring reads: {@code /metrics}, {@code /livez}, {@code /readyz}. */
class MetricsPageTest {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)"
            + "(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*})?"
            + " ([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|NaN|[-+]Inf)");
    private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) .+");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");

    private Simulator simulator;
    private SluiceUnderTest sluice;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start().answer(Script.text("good morning"));
        sluice = SluiceUnderTest.before(simulator);
    }

    @AfterEach
    void stop() throws Exception {
        sluice.close();
        simulator.close();
    }

    @Test
    void everyLineIsOfTheTextFormatAndEverySeriesIsNamedOnce() throws Exception {
        sluice.chat("fast", "hi");
        sluice.chat("we\\\\ird \\\"model\\\"", "hi");

        Map<String, Double> samples = parsed(metrics().body());

        assertThat(samples)
                .containsEntry("sluice_calls_entered_total", 2.0)
                .containsKey(
                        "sluice_calls_total{model=\"gpt-test\",operation=\"chat\",provider=\"sim\",status=\"200\"}")
                .containsKeys("sluice_calls_in_flight", "sluice_journal_lag_records", "sluice_overhead_seconds_count")
                .containsKey("sluice_event_loop_delay_seconds_count");
    }

    @Test
    void namesThatCallersMakeUpMakeNoSeries() throws Exception {
        sluice.call(sluice.chat("fast", "hi")); // once its row is there it is counted too
        int before = parsed(metrics().body()).size();
        for (int i = 0; i < 30; i++) {
            sluice.chat("made-up-" + i, "hi");
        }

        String after = metrics().body();

        assertThat(after).doesNotContain("made-up");
        assertThat(parsed(after)).hasSizeLessThan(before + 30);
    }

    @Test
    void onlyTheAdminKeyOpensTheMetrics() throws Exception {
        assertThat(get(sluice.adminUrl(), "/metrics", "wrong").statusCode()).isEqualTo(401);
        assertThat(get(sluice.adminUrl(), "/metrics", sluice.key()).statusCode())
                .isEqualTo(401);
        assertThat(metrics().statusCode()).isEqualTo(200);
        assertThat(get(sluice.url(), "/metrics", "admin-key").statusCode()).isNotEqualTo(200);
    }

    @Test
    void bothListenersSayThatTheyLiveAndWhetherTheyAreReady() throws Exception {
        for (URI listener : Set.of(sluice.url(), sluice.adminUrl())) {
            assertThat(get(listener, "/livez", "").statusCode()).isEqualTo(200);
            assertThat(get(listener, "/readyz", "").statusCode()).isEqualTo(200);
        }

        sluice.drain();

        HttpResponse<String> ready = get(sluice.adminUrl(), "/readyz", "");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("draining");
        assertThat(get(sluice.adminUrl(), "/livez", "").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> metrics() throws Exception {
        return get(sluice.adminUrl(), "/metrics", "admin-key");
    }

    private HttpResponse<String> get(URI listener, String path, String key) throws Exception {
        return sluice.send(HttpRequest.newBuilder(listener.resolve(path)).header("authorization", "Bearer " + key));
    }

    /** Reads the text format strictly: help, then type, then samples of that name alone, each series once. */
    private static Map<String, Double> parsed(String text) {
        assertThat(text).endsWith("\n");
        Map<String, Double> samples = new HashMap<>();
        Set<String> families = new HashSet<>();
        String family = "";
        for (String line : text.split("\n")) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                family = help.group(1);
                assertThat(families.add(family)).as(line).isTrue();
            } else if (type.matches()) {
                assertThat(type.group(1)).as(line).isEqualTo(family);
            } else {
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).as(line).matches(Pattern.quote(family) + "(_bucket|_count|_sum)?");
                String series = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
                assertThat(samples.put(
                                series, Double.parseDouble(sample.group(3).replace("Inf", "Infinity"))))
                        .as(line)
                        .isNull();
            }
        }
        return samples;
    }
}
