package io.sluice.gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.Usage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two providers that answer, a gateway before them, and its admin plane to ask for drills. */
final class Range implements AutoCloseable {
    static final String FAST = "timeouts: { first-event: 300ms, answer: 300ms, stall: 300ms }";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final Simulator one;
    private final Simulator two;
    private final SluiceUnderTest sluice;
    private final String other;
    private final HttpClient client = HttpClient.newHttpClient();

    private Range(String clocks, String models) throws Exception {
        one = Simulator.start().answer(Script.text("from-one", Usage.of(10, 1)));
        two = Simulator.start().answer(Script.text("from-two", Usage.of(20, 2)));
        sluice = SluiceUnderTest.of("providers:\n  one: { dialect: openai-chat, url: \"" + one.url() + "/v1\", key: a, "
                + clocks + " }\n  two: { use: groq, url: \"" + two.url() + "/v1\", key: b }\ncatalog:\n"
                + "  groq: { models: { b: { price: { input: 1, output: 2 } } } }\nmodels:\n"
                + models);
        other = sluice.makeKey(new KeyWish("other", null, null));
    }

    /** With models {@code m}, first at one and then at two, {@code on}, which goes on there, and {@code alone}, at one. */
    static Range of() throws Exception {
        return with(FAST);
    }

    /** The same, with the clocks of provider one. */
    static Range with(String clocks) throws Exception {
        return new Range(
                clocks,
                "  m: { first: [one/a, two/b] }\n  alone: one/a\n"
                        + "  on: { continue: true, first: [one/a, two/b] }\n");
    }

    Simulator one() {
        return one;
    }

    Simulator two() {
        return two;
    }

    SluiceUnderTest sluice() {
        return sluice;
    }

    /** The secret of a key named {@code other}; the usual one is named {@code test}. */
    String otherKey() {
        return other;
    }

    /** Begins a drill, whose members are given as JSON without the braces, and returns its id. */
    String drill(String members) throws Exception {
        HttpResponse<String> answer = ask("POST", "/admin/v1/drills", "{" + members + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).get("id").asString();
    }

    /** How a drill stands. */
    JsonNode report(String id) throws Exception {
        HttpResponse<String> answer = ask("GET", "/admin/v1/drills/" + id, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** How it stands as soon as that holds: a call is counted once its last byte has left. */
    JsonNode report(String id, Predicate<JsonNode> holds) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode report = report(id);
            if (holds.test(report)) {
                return report;
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("not within " + PATIENCE + ": " + report(id));
    }

    /** Ends a drill. */
    void stop(String id) throws Exception {
        assertThat(ask("DELETE", "/admin/v1/drills/" + id, "").statusCode()).isEqualTo(200);
    }

    /** Asks the admin plane with its key. */
    HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(sluice.adminUrl() + path))
                        .timeout(PATIENCE)
                        .header("authorization", "Bearer admin-key")
                        .header("content-type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Calls a model with the usual key. */
    HttpResponse<String> call(String model, boolean stream) throws Exception {
        return sluice.post(
                "/v1/chat/completions", SluiceUnderTest.chatBody(model, "hi", stream ? ",\"stream\":true" : ""));
    }

    /** Calls model {@code m} with that key and, where it is not empty, that value of the header. */
    HttpResponse<String> call(String key, String header) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(sluice.url().resolve("/v1/chat/completions"))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("m", "hi", "")));
        return sluice.send(header.isEmpty() ? request : request.header(DrillPlan.HEADER, header));
    }

    @Override
    public void close() throws Exception {
        sluice.close();
        one.close();
        two.close();
    }
}
