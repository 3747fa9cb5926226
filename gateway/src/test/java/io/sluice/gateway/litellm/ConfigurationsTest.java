package io.sluice.gateway.litellm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.simulator.Answer;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Configurations of LiteLLM's, written anew as its documentation has them, run over HTTP. */
class ConfigurationsTest {
    private static final Answer DOWN = Script.json(500, "{\"error\":{\"message\":\"down\"}}");
    private static final Answer TOO_LONG =
            Script.json(400, "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}");
    private static final Answer REFUSED =
            Script.json(400, "{\"error\":{\"message\":\"no\",\"code\":\"content_policy_violation\"}}");
    private static final Answer CLAUDE = Script.json(200, """
                    {"id":"msg_1","type":"message","role":"assistant","model":"claude","stop_reason":"end_turn",
                    "stop_sequence":null,"content":[{"type":"text","text":"hello"}],
                    "usage":{"input_tokens":3,"output_tokens":2}}""");

    private static String servedBy(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-sluice-served-by").orElseThrow();
    }

    private static String servedBy(SluiceUnderTest sluice, String model) throws Exception {
        return servedBy(sluice.chat(model, "hi"));
    }

    /** Who answers so many calls, and how often. */
    private static Map<String, Integer> spread(SluiceUnderTest sluice, String model, int calls) throws Exception {
        Map<String, Integer> served = new HashMap<>();
        for (int i = 0; i < calls; i++) {
            served.merge(servedBy(sluice, model), 1, Integer::sum);
        }
        return served;
    }

    private static ReceivedRequest only(Simulator provider) {
        assertThat(provider.requests()).hasSize(1);
        return provider.requests().getFirst();
    }

    @Test
    void aGroupIsBalancedAndItsFallbackStandsInForAllOfIt() throws Exception {
        try (Fixture fixture = new Fixture("quick-start");
                SluiceUnderTest sluice = fixture.started()) {
            fixture.provider("anthropic").answer(CLAUDE);
            Set<String> served = new HashSet<>();
            for (int i = 0; i < 80 && served.size() < 2; i++) {
                served.add(servedBy(sluice, "gpt-4"));
            }
            assertThat(served).containsExactlyInAnyOrder("openai-compatible/gpt-4", "azure/gpt-4-eu");
            assertThat(fixture.provider("azure").requests().getFirst().target())
                    .isEqualTo("/openai/deployments/gpt-4-eu/chat/completions?api-version=2024-10-21");

            fixture.provider("openai").answer(DOWN);
            fixture.provider("azure").answer(DOWN);
            assertThat(servedBy(sluice.post("/chat/completions", SluiceUnderTest.chatBody("gpt-4", "hi", ""))))
                    .isEqualTo("anthropic/claude-3-opus-20240229");
        }
    }

    @Test
    void callsAreSpreadByWhatDeploymentsMayTakeInAMinute() throws Exception {
        try (Fixture fixture = new Fixture("load-balancing");
                SluiceUnderTest sluice = fixture.started()) {
            Map<String, Integer> spread = spread(sluice, "gpt-4o", 200);

            assertThat(spread.keySet()).isSubsetOf("azure/gpt-4o-eu", "azure-2/gpt-4o-us");
            assertThat(spread.get("azure/gpt-4o-eu")).isBetween(150, 200);
            assertThat(fixture.provider("azure-eu").requests().getFirst().header("api-key"))
                    .contains("sk-AZURE-EU-KEY");
        }
    }

    @Test
    void everyKindOfFailureHasFallbacksOfItsOwn() throws Exception {
        try (Fixture fixture = new Fixture("fallbacks");
                SluiceUnderTest sluice = fixture.started()) {
            fixture.provider("anthropic").answer(CLAUDE);
            fixture.provider("openai")
                    .when(asked -> asked.json().path("model").asString().equals("gpt-4o-mini"), TOO_LONG);
            fixture.provider("zephyr").answer(TOO_LONG);
            assertThat(servedBy(sluice, "zephyr-beta")).isEqualTo("openai-compatible-2/gpt-4o-long");

            fixture.provider("openai").reset().answer(REFUSED);
            assertThat(servedBy(sluice, "gpt-4o-mini")).isEqualTo("anthropic/claude-sonnet-4-5");

            // They stand in for each other, and what stands in for both comes after.
            fixture.provider("openai").reset().answer(DOWN);
            fixture.provider("zephyr").answer(DOWN);
            assertThat(servedBy(sluice, "zephyr-beta")).isEqualTo("anthropic/claude-sonnet-4-5");
            assertThat(servedBy(sluice, "gpt-4o-mini")).isEqualTo("anthropic/claude-sonnet-4-5");

            // What has no fallbacks of its own has those of all.
            fixture.provider("anthropic").answer(DOWN);
            assertThat(servedBy(sluice, "claude")).isEqualTo("vllm/llama");
        }
    }

    @Test
    void aWildcardIsEveryNameItStandsForAndTheMostSpecificNameCounts() throws Exception {
        try (Fixture fixture = new Fixture("wildcards");
                SluiceUnderTest sluice = fixture.started()) {
            fixture.provider("anthropic").answer(CLAUDE);
            assertThat(servedBy(sluice, "openai/o4-mini")).isEqualTo("openai-compatible/o4-mini");
            assertThat(servedBy(sluice, "anthropic/claude-opus-4-1")).isEqualTo("anthropic/claude-opus-4-1");
            assertThat(servedBy(sluice, "local-llama-4")).isEqualTo("vllm/meta-llama/llama-4");
            assertThat(servedBy(sluice, "openai/gpt-4o")).isEqualTo("openai-compatible-2/gpt-4o");

            fixture.provider("dedicated").answer(DOWN);
            assertThat(servedBy(sluice, "openai/gpt-4o")).isEqualTo("anthropic/claude-sonnet-4-5");
        }
    }

    @Test
    void onlyNamesOfTheListCanBeCalledAndAreListed() throws Exception {
        try (Fixture fixture = new Fixture("local");
                SluiceUnderTest sluice = fixture.started()) {
            assertThat(sluice.chat("vllm/Qwen/Qwen3-32B", "hi").statusCode()).isEqualTo(404);
            assertThat(sluice.send(sluice.request("/models").GET()).body())
                    .contains("\"llama\"", "\"qwen\"", "\"house-model\"")
                    .doesNotContain("vllm/");
        }
    }

    @Test
    void aCredentialIsWrittenOnceAndUsedByName() throws Exception {
        try (Fixture fixture = new Fixture("credentials");
                SluiceUnderTest sluice = fixture.started()) {
            HttpResponse<String> answer = sluice.chat("gpt-4o", "hi");

            assertThat(servedBy(answer)).isEqualTo("azure/gpt-4o-deployment");
            assertThat(only(fixture.provider("azure")).header("api-key")).contains("sk-AZURE-EU-KEY");
            // What it is tells what it costs.
            assertThat(sluice.send(sluice.request("/v1/models/gpt-4o").GET()).body())
                    .contains("\"input\"");
        }
    }

    @Test
    void whatIsIncludedIsPartOfTheFile() throws Exception {
        try (Fixture fixture = new Fixture("include");
                SluiceUnderTest sluice = fixture.started()) {
            assertThat(servedBy(sluice, "fast")).isEqualTo("groq/llama-3.1-8b-instant");
        }
    }

    @Test
    void theLowestOrderIsTriedFirstAndWeightsCountWithinIt() throws Exception {
        try (Fixture fixture = new Fixture("order-and-weight");
                SluiceUnderTest sluice = fixture.started()) {
            Map<String, Integer> spread = spread(sluice, "gpt-4o", 100);
            assertThat(spread.keySet()).isSubsetOf("azure/ptu", "azure-2/ptu-2");
            assertThat(spread.get("azure/ptu")).isBetween(70, 100);

            fixture.provider("reserved").answer(DOWN);
            fixture.provider("reserved-two").answer(DOWN);
            assertThat(servedBy(sluice, "gpt-4o")).isEqualTo("openai-compatible/gpt-4o");
        }
    }

    @Test
    void anAliasIsAnotherNameAndAnswersByIt() throws Exception {
        try (Fixture fixture = new Fixture("aliases");
                SluiceUnderTest sluice = fixture.started()) {
            HttpResponse<String> answer = sluice.chat("gpt-3.5-turbo", "hi");

            assertThat(servedBy(answer)).isEqualTo("openai-compatible/gpt-4o");
            assertThat(answer.body()).contains("\"gpt-3.5-turbo\"").doesNotContain("\"gpt-4o\"");
        }
    }

    @Test
    void aDeploymentAddsItsDefaultsMembersAndHeaders() throws Exception {
        try (Fixture fixture = new Fixture("local");
                SluiceUnderTest sluice = fixture.started()) {
            servedBy(sluice.post(
                    "/v1/chat/completions", SluiceUnderTest.chatBody("house-model", "hi", ",\"temperature\":1")));

            ReceivedRequest sent = only(fixture.provider("house"));
            assertThat(sent.header("x-team")).contains("search");
            assertThat(sent.header("authorization")).contains("Bearer fake-key");
            assertThat(sent.json().path("temperature").asInt()).isEqualTo(1);
            // OpenAI's present word for it.
            assertThat(sent.json().path("max_completion_tokens").asInt()).isEqualTo(512);
            assertThat(sent.json().at("/chat_template_kwargs/enable_thinking").asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    void pricesOfTheFileCount() throws Exception {
        try (Fixture fixture = new Fixture("local");
                SluiceUnderTest sluice = fixture.started()) {
            Answer answer = Script.json(200, """
                    {"id":"x","object":"chat.completion","model":"q","choices":[{"index":0,"finish_reason":"stop",
                    "message":{"role":"assistant","content":"hi"}}],"usage":{"prompt_tokens":1000,
                    "completion_tokens":500,"total_tokens":1500}}""");
            fixture.provider("vllm").answer(answer);
            fixture.provider("house").answer(answer);

            assertThat(sluice.chat("qwen", "hi").headers().firstValue("x-sluice-cost-usd"))
                    .hasValueSatisfying(cost -> assertThat(new BigDecimal(cost)).isEqualByComparingTo("0.0005"));
            assertThat(sluice.chat("house-model", "hi").headers().firstValue("x-sluice-cost-usd"))
                    .hasValueSatisfying(cost -> assertThat(new BigDecimal(cost)).isZero());
        }
    }

    @Test
    void aCloudIsCalledInItsRegionWithASignature() throws Exception {
        try (Fixture fixture = new Fixture("clouds")) {
            fixture.environment().put("CUSTOM_AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
            try (SluiceUnderTest sluice = fixture.started()) {
                fixture.provider("bedrock").answer(CLAUDE);
                sluice.chat("claude-bedrock", "hi");

                ReceivedRequest sent = only(fixture.provider("bedrock"));
                assertThat(sent.target()).startsWith("/model/anthropic.claude-3-5-sonnet-20240620-v1");
                assertThat(sent.header("authorization"))
                        .hasValueSatisfying(signed ->
                                assertThat(signed).contains("AKIAIOSFODNN7EXAMPLE/", "/eu-central-1/bedrock/"));
            }
        }
    }

    @Test
    void whatIsDroppedIsNamedUnlessTheFileSaysToDropIt() throws Exception {
        String odd = ",\"logit_bias\":{\"50256\":-100}";
        try (Fixture fixture = new Fixture("production");
                SluiceUnderTest sluice = fixture.started()) {
            fixture.provider("anthropic").answer(CLAUDE);
            assertThat(lost(sluice.post("/v1/chat/completions", SluiceUnderTest.chatBody("claude-sonnet", "hi", odd))))
                    .isFalse();
        }
        try (Fixture fixture = new Fixture("quick-start");
                SluiceUnderTest sluice = fixture.started()) {
            fixture.provider("anthropic").answer(CLAUDE);
            assertThat(lost(sluice.post("/v1/chat/completions", SluiceUnderTest.chatBody("claude-3", "hi", odd))))
                    .isTrue();
        }
    }

    private static boolean lost(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-sluice-loss").isPresent();
    }

    @Test
    void aKeyReachesAFallbackOnlyIfItMayCallItWhereThatIsEnforced() throws Exception {
        try (Fixture fixture = new Fixture("production");
                SluiceUnderTest sluice = fixture.started()) {
            fixture.provider("anthropic").answer(CLAUDE);
            fixture.provider("openai").answer(DOWN);
            String narrow = sluice.makeKey(new KeyWish("narrow", List.of("gpt-4o"), null));

            assertThat(servedBy(sluice, "gpt-4o")).isEqualTo("anthropic/claude-sonnet-4-5");
            HttpResponse<String> refused = sluice.send(sluice.request("/v1/chat/completions")
                    .setHeader("authorization", "Bearer " + narrow)
                    .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("gpt-4o", "hi", ""))));
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(fixture.provider("anthropic").requestCount()).isEqualTo(1);
        }
    }
}
