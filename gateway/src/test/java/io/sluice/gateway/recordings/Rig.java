package io.sluice.gateway.recordings;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;

/** One gateway before one simulator that plays each provider in turn, configured as the catalog knows it. */
final class Rig implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Simulator simulator = Simulator.start();
    private final SluiceUnderTest sluice;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, TreeSet<String>> models = new HashMap<>();
    private String setting = "";

    /** A rig for these exchanges. */
    Rig(List<Traffic> all) throws Exception {
        sluice = SluiceUnderTest.before(simulator);
        all.forEach(traffic ->
                models.computeIfAbsent(traffic.setting(), _ -> new TreeSet<>()).add(traffic.model()));
    }

    /** The names under which a caller may ask for the model: the provider's own, the direct one, an alias. */
    static List<String> names(Traffic traffic) {
        return List.of(traffic.model(), direct(traffic), alias(traffic));
    }

    static String alias(Traffic traffic) {
        return "alias of " + traffic.model();
    }

    static String direct(Traffic traffic) {
        return provider(traffic) + "/" + traffic.model();
    }

    static String provider(Traffic traffic) {
        return traffic.recording().provider();
    }

    /** Asks for the model under a name while the provider does as scripted. */
    HttpResponse<byte[]> ask(Traffic traffic, String name, Script script) throws Exception {
        settle(traffic);
        simulator.reset().answer(script);
        byte[] body = Places.withModel(traffic.request(), name);
        HttpRequest request = HttpRequest.newBuilder(sluice.url().resolve(traffic.path()))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + sluice.key())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** What the provider received last. */
    ReceivedRequest received() {
        return simulator.requests().getLast();
    }

    /** The rows of calls that ended, by id, once there are that many of them. */
    Map<String, CallRow> rows(int least) throws IOException {
        List<CallRow> all = sluice.calls();
        if (all.size() < least) {
            sluice.awaitCall(_ -> count() >= least);
            all = sluice.calls();
        }
        Map<String, CallRow> rows = new HashMap<>();
        all.forEach(row -> rows.put(row.id().toString(), row));
        return rows;
    }

    private int count() {
        try {
            return sluice.calls().size();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private void settle(Traffic traffic) throws Exception {
        if (!setting.equals(traffic.setting())) {
            setting = traffic.setting();
            sluice.reload(yaml(traffic));
        }
    }

    private String yaml(Traffic traffic) {
        String kind = traffic.entry() == null
                ? "dialect: openai-chat"
                : "use: " + traffic.entry().id();
        String prefix = traffic.prefix() == null ? "" : traffic.prefix();
        StringJoiner yaml = new StringJoiner("\n", "", "\n");
        yaml.add("providers:");
        yaml.add(
                "  " + provider(traffic) + ": { " + kind + ", url: \"" + simulator.url() + prefix + "\", key: sk-up }");
        yaml.add("models:");
        for (String model : models.get(setting)) {
            String target = "\"" + provider(traffic) + "/" + model + "\"";
            yaml.add("  \"" + model + "\": " + target).add("  \"alias of " + model + "\": " + target);
        }
        return yaml.toString();
    }

    @Override
    public void close() throws IOException {
        client.close();
        sluice.close();
        simulator.close();
    }
}
