package io.sluice.gateway.litellm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /health} as users of a LiteLLM proxy know it, but that it calls no model unless it is asked to. */
class EndpointHealthTest {
    private static final String ERROR = "{\"error\":{\"message\":\"out of order\"}}";

    private Simulator one;
    private Simulator two;
    private SluiceUnderTest sluice;

    @BeforeEach
    void start() throws Exception {
        one = Simulator.start().answer(Script.text("one"));
        two = Simulator.start().answer(Script.text("two"));
        sluice = SluiceUnderTest.of("providers:\n  one: { dialect: openai-chat, url: \"" + one.url()
                + "/v1\", key: key-one }\n  two: { dialect: openai-chat, url: \"" + two.url()
                + "/v1\", key: key-two }\nmodels:\n  gpt: { first: [one/a, two/b] }\n  other: two/b\nlitellm: {}\n");
    }

    @AfterEach
    void stop() throws Exception {
        sluice.close();
        one.close();
        two.close();
    }

    private HttpResponse<String> health(String query) throws Exception {
        return sluice.admin("GET", "/health" + query, "");
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> models(JsonNode health, String of) {
        return health.get(of)
                .valueStream()
                .map(endpoint -> endpoint.get("model").asString())
                .toList();
    }

    @Test
    void whatIsKnownIsToldAndNoModelIsCalled() throws Exception {
        HttpResponse<String> answer = health("");
        JsonNode told = read(answer);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(models(told, "healthy_endpoints")).containsExactly("one/a", "two/b");
        assertThat(told.get("unhealthy_endpoints")).isEmpty();
        assertThat(told.get("healthy_count").asInt()).isEqualTo(2);
        assertThat(told.get("unhealthy_count").asInt()).isZero();
        assertThat(told.at("/healthy_endpoints/0/api_base").asString()).isEqualTo(one.url() + "/v1");
        assertThat(told.at("/healthy_endpoints/0/model_id").asString()).isNotEmpty();
        assertThat(one.requestCount() + two.requestCount()).isZero();
    }

    @Test
    void whatRestsIsUnhealthyAndSaysWhy() throws Exception {
        one.answer(Script.json(401, ERROR));
        sluice.call(sluice.chat("gpt", "hi"));

        JsonNode told = read(health(""));

        assertThat(models(told, "healthy_endpoints")).containsExactly("two/b");
        assertThat(models(told, "unhealthy_endpoints")).containsExactly("one/a");
        assertThat(told.at("/unhealthy_endpoints/0/error").asString()).contains("auth");
        assertThat(told.get("unhealthy_count").asInt()).isEqualTo(1);
    }

    @Test
    void aModelsOwnHealthIs503WhereAllOfItIsSickAndWhereThereIsNone() throws Exception {
        assertThat(models(read(health("?model=other")), "healthy_endpoints")).containsExactly("two/b");
        two.answer(Script.json(401, ERROR));
        sluice.call(sluice.chat("other", "hi"));

        HttpResponse<String> sick = health("?model=other");
        HttpResponse<String> none = health("?model=nothing");

        assertThat(sick.statusCode()).isEqualTo(503);
        assertThat(models(read(sick), "unhealthy_endpoints")).containsExactly("two/b");
        assertThat(none.statusCode()).isEqualTo(503);
        assertThat(none.body())
                .isEqualTo("{\"healthy_endpoints\":[],\"unhealthy_endpoints\":[],\"healthy_count\":0,"
                        + "\"unhealthy_count\":0}");
        assertThat(health("").statusCode()).isEqualTo(200);
    }

    @Test
    void aDeploymentIsFoundByItsId() throws Exception {
        String id = read(health("")).at("/healthy_endpoints/1/model_id").asString();

        assertThat(models(read(health("?model_id=" + id.replace("#", "%23"))), "healthy_endpoints"))
                .containsExactly("two/b");
        assertThat(health("?model_id=nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void aProbeAsksEachDeploymentOnceForOneToken() throws Exception {
        two.answer(Script.json(500, ERROR));

        HttpResponse<String> answer = health("?probe=1");
        JsonNode told = read(answer);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(models(told, "healthy_endpoints")).containsExactly("one/a");
        assertThat(models(told, "unhealthy_endpoints")).containsExactly("two/b");
        assertThat(told.at("/unhealthy_endpoints/0/error").asString()).isEqualTo("500: out of order");
        assertThat(one.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.json().toString())
                        .contains("\"model\":\"a\"", "\"max_completion_tokens\":1"));
        assertThat(two.requestCount()).isEqualTo(1);
        CallRow row = sluice.awaitCall(
                call -> call.asked().model() != null && call.asked().model().equals("one/a"));
        assertThat(row.key()).isNull();
        assertThat(row.attempts()).hasSize(1);
    }

    @Test
    void whatAProbeFindsPlansKnow() throws Exception {
        one.answer(Script.json(401, ERROR));
        health("?probe=1&model=gpt");

        assertThat(models(read(health("")), "unhealthy_endpoints")).containsExactly("one/a");
        assertThat(one.requestCount()).isEqualTo(1);
    }

    @Test
    void onlyTheMasterKeyOpensIt() throws Exception {
        HttpRequest.Builder virtual = HttpRequest.newBuilder(sluice.url().resolve("/health?probe=1"))
                .header("authorization", "Bearer " + sluice.key());

        assertThat(sluice.send(virtual).statusCode()).isEqualTo(401);
        assertThat(one.requestCount() + two.requestCount()).isZero();
    }
}
