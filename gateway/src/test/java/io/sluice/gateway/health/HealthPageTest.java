package io.sluice.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
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

/** How targets do, as the admin plane and the metrics show it. */
class HealthPageTest {
    private static final String ERROR = "{\"error\":{\"message\":\"no\"}}";

    private Simulator one;
    private Simulator two;
    private SluiceUnderTest sluice;

    @BeforeEach
    void start() throws Exception {
        one = Simulator.start().answer(Script.text("one"));
        two = Simulator.start().answer(Script.text("two"));
        sluice = SluiceUnderTest.of(yaml("{ first: [one/a, two/b] }"));
    }

    private String yaml(String route) {
        return "providers:\n  one: { dialect: openai-chat, url: \"" + one.url()
                + "/v1\", key: key-one }\n  two: { dialect: openai-chat, url: \"" + two.url()
                + "/v1\", key: key-two }\nmodels:\n  m: " + route + "\n";
    }

    @AfterEach
    void stop() throws Exception {
        sluice.close();
        one.close();
        two.close();
    }

    private void call(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            HttpResponse<String> answer = sluice.chat("m", "hi");
            assertThat(answer.statusCode()).isEqualTo(200);
            sluice.call(answer);
        }
    }

    private JsonNode lane(String provider, boolean model) throws Exception {
        HttpResponse<String> page = sluice.admin("GET", "/admin/v1/health?provider=" + provider, "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("key-one", "key-two");
        List<JsonNode> lanes = JsonMapper.shared()
                .readTree(page.body())
                .get("lanes")
                .valueStream()
                .toList();
        assertThat(lanes).allMatch(lane -> lane.get("provider").asString().equals(provider));
        return lanes.stream()
                .filter(lane -> lane.get("model").isNull() != model)
                .findFirst()
                .orElseThrow();
    }

    private String metrics() throws Exception {
        return sluice.admin("GET", "/metrics", "").body();
    }

    @Test
    void whatAnswersIsShownWithItsPaceAndItsCount() throws Exception {
        call(3);

        JsonNode lane = lane("one", true);

        assertThat(lane.get("model").asString()).isEqualTo("a");
        assertThat(lane.get("credential").asString()).isNotEmpty();
        assertThat(lane.get("state").asString()).isEqualTo("closed");
        assertThat(lane.get("resting").isNull()).isTrue();
        assertThat(lane.get("rest_ms").asLong()).isZero();
        assertThat(lane.get("first_token_ms").isNumber()).isTrue();
        assertThat(lane.get("in_flight").asInt()).isZero();
        assertThat(lane.get("attempts").toString()).isEqualTo("{\"answered\":3,\"failed\":{},\"given_up\":0}");
    }

    @Test
    void whatFailsIsOpenAndSaysWhyAndForHowLong() throws Exception {
        one.answer(Script.json(500, ERROR));
        call(5);

        JsonNode lane = lane("one", true);

        assertThat(lane.get("state").asString()).isEqualTo("open");
        assertThat(lane.get("resting").asString()).isEqualTo("resting after failures");
        assertThat(lane.get("rest_ms").asLong()).isPositive();
        assertThat(lane.get("attempts").toString())
                .isEqualTo("{\"answered\":0,\"failed\":{\"server\":5},\"given_up\":0}");
        assertThat(lane("two", true).get("state").asString()).isEqualTo("closed");
        assertThat(metrics())
                .containsPattern("sluice_target_state\\{credential=\"[^\"]+\",model=\"a\",provider=\"one\"} 2.0")
                .containsPattern("sluice_target_state\\{credential=\"[^\"]+\",model=\"b\",provider=\"two\"} 0.0");
    }

    @Test
    void aCredentialThatIsRefusedRestsItself() throws Exception {
        one.answer(Script.json(401, ERROR));
        call(1);

        assertThat(lane("one", false).get("resting").asString()).isEqualTo("limited by its provider (auth)");
        assertThat(lane("one", true).get("resting").isNull()).isTrue();
        assertThat(metrics())
                .containsPattern("sluice_target_state\\{credential=\"[^\"]+\",model=\"\",provider=\"one\"} 2.0");
    }

    @Test
    void attemptsAreCountedByWhyTheyWereMadeAndHowTheyEnded() throws Exception {
        one.answer(Script.json(503, ERROR));
        call(2);

        assertThat(metrics())
                .contains("sluice_attempts_total{provider=\"one\",reason=\"first\",result=\"overloaded\"} 2.0")
                .contains("sluice_attempts_total{provider=\"two\",reason=\"fallback\",result=\"answered\"} 2.0");
    }

    @Test
    void whatIsConfiguredNoLongerIsNotShown() throws Exception {
        one.answer(Script.json(500, ERROR));
        call(1);
        sluice.reload("providers:\n  two: { dialect: openai-chat, url: \"" + two.url()
                + "/v1\", key: key-two }\nmodels: { m: two/b }\n");

        String page = sluice.admin("GET", "/admin/v1/health", "").body();

        assertThat(page).contains("\"provider\":\"two\"").doesNotContain("\"provider\":\"one\"");
        assertThat(metrics()).doesNotContain("model=\"a\",provider=\"one\"}");
    }

    @Test
    void aVirtualKeyDoesNotShowIt() throws Exception {
        HttpResponse<String> answer =
                sluice.send(HttpRequest.newBuilder(sluice.adminUrl().resolve("/admin/v1/health"))
                        .header("authorization", "Bearer " + sluice.key()));

        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
