package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.sluice.simulator.Answer;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A first configuration as LiteLLM's own guide has it, unchanged: two deployments of {@code gpt-4} and {@code claude-3} for
 * when both fail, called by OpenAI's client as LiteLLM's users call it.
 */
class LiteLlmConfigurationTest {
    private static final String MASTER = "sk-4f1c9a7be02d4d8e9c35a1f07b66d2e8";
    private static final Answer DOWN = Script.json(503, "{\"error\":{\"message\":\"down\",\"type\":\"server_error\"}}");

    private final Simulator openAi = Simulator.start();
    private final Simulator azure = Simulator.start();
    private final Simulator anthropic = Simulator.start();
    private GatewayProcess gateway;
    private OpenAIClient client;

    @BeforeEach
    void start() throws Exception {
        anthropic.answer(Upstream.ANTHROPIC.says());
        gateway = GatewayProcess.start(Files.createTempDirectory("sluice-litellm"), """
                model_list:
                  - model_name: gpt-4
                    litellm_params: {model: openai/gpt-4, api_base: "%s/v1", api_key: sk-openai}
                  - model_name: gpt-4
                    litellm_params:
                      {model: azure/my-gpt-4, api_base: "%s", api_key: azure-key, api_version: "2024-10-21"}
                  - model_name: claude-3
                    litellm_params: {model: anthropic/claude-3-opus-20240229, api_base: "%s", api_key: sk-ant}
                litellm_settings:
                  num_retries: 3
                  fallbacks: [{gpt-4: [claude-3]}]
                router_settings:
                  routing_strategy: latency-based-routing
                general_settings:
                  master_key: %s
                """.formatted(
                        openAi.url(), azure.url(), anthropic.url(), MASTER));
        // LiteLLM's users give their clients the address alone, and often the master key.
        client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url())
                .apiKey(MASTER)
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        gateway.close();
        openAi.close();
        azure.close();
        anthropic.close();
    }

    private ChatCompletion ask(String model) {
        return client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage("Hello")
                        .build());
    }

    @Test
    void bothDeploymentsAnswerTheirName() {
        for (int i = 0; i < 60 && (openAi.requestCount() == 0 || azure.requestCount() == 0); i++) {
            assertThat(ask("gpt-4").model()).isEqualTo("gpt-4");
        }

        assertThat(openAi.requestCount()).isPositive();
        assertThat(azure.requests().getFirst().path()).isEqualTo("/openai/deployments/my-gpt-4/chat/completions");
        assertThat(anthropic.requestCount()).isZero();
    }

    @Test
    void oneDeploymentStandsInForTheOther() {
        azure.answer(DOWN);
        for (int i = 0; i < 5; i++) {
            assertThat(ask("gpt-4").choices()).hasSize(1);
        }

        assertThat(anthropic.requestCount()).isZero();
    }

    @Test
    void theOtherModelAnswersWhenBothAreDown() {
        openAi.answer(DOWN);
        azure.answer(DOWN);
        ChatCompletion answer = ask("gpt-4");

        assertThat(answer.model()).isEqualTo("gpt-4");
        assertThat(answer.choices().getFirst().message().content()).contains("hello there");
        assertThat(anthropic.requests().getFirst().path()).isEqualTo("/v1/messages");
    }
}
