package io.sluice.gateway.litellm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.simulator.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Configurations of LiteLLM's, written anew as its documentation has them, run over HTTP. */
class ConfigurationsTest {

    static final String CLAUDE = "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
            + "\"content\":[{\"type\":\"text\",\"text\":\"hello\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
            + "\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}";

    static String servedBy(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-sluice-served-by").orElseThrow();
    }

    static Set<String> servedBy(SluiceUnderTest sluice, String model, int until) throws Exception {
        Set<String> served = new HashSet<>();
        for (int i = 0; i < 80 && served.size() < until; i++) {
            served.add(servedBy(sluice.chat(model, "hi")));
        }
        return served;
    }

    @Test
    void aGroupIsBalancedAndItsFallbackStandsInForAllOfIt() throws Exception {
        try (Fixture fixture = new Fixture("quick-start");
                SluiceUnderTest sluice = fixture.started()) {
            fixture.provider("anthropic").answer(Script.json(200, CLAUDE));

            assertThat(servedBy(sluice, "gpt-4", 2))
                    .containsExactlyInAnyOrder("openai-compatible/gpt-4", "azure/gpt-4-eu");
            assertThat(fixture.provider("azure").requests().getFirst().path())
                    .isEqualTo("/openai/deployments/gpt-4-eu/chat/completions");

            fixture.provider("openai").answer(Script.json(500, "{\"error\":{\"message\":\"down\"}}"));
            fixture.provider("azure").answer(Script.json(500, "{\"error\":{\"message\":\"down\"}}"));
            assertThat(servedBy(sluice.post("/chat/completions", SluiceUnderTest.chatBody("gpt-4", "hi", ""))))
                    .isEqualTo("anthropic/claude-3-opus-20240229");
        }
    }

    @Test
    void aKeyReachesAFallbackOnlyIfItMayCallItWhereThatIsEnforced() throws Exception {
        try (Fixture fixture = new Fixture("production");
                SluiceUnderTest sluice = fixture.started()) {
            fixture.provider("anthropic").answer(Script.json(200, CLAUDE));
            fixture.provider("openai").answer(Script.json(500, "{\"error\":{\"message\":\"down\"}}"));
            String narrow = sluice.makeKey(new KeyWish("narrow", List.of("gpt-4o"), null));

            assertThat(servedBy(sluice.chat("gpt-4o", "hi"))).isEqualTo("anthropic/claude-sonnet-4-5");
            HttpResponse<String> refused = sluice.send(sluice.request("/v1/chat/completions")
                    .setHeader("authorization", "Bearer " + narrow)
                    .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("gpt-4o", "hi", ""))));
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(fixture.provider("anthropic").requestCount()).isEqualTo(1);
        }
    }
}
