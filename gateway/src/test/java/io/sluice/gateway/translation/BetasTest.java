package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** The betas a caller of Anthropic's dialect asks for reach the model wherever its host wants them said. */
class BetasTest {
    private static ReceivedRequest sent(String provider, String model) throws Exception {
        try (Simulator simulator = Simulator.start().answer(Speaker.ANTHROPIC.answered());
                SluiceUnderTest sluice =
                        SluiceUnderTest.of("providers:\n  sim: " + provider.replace("@", simulator.url()) + "\n")) {
            var answer = sluice.send(sluice.request("/v1/messages")
                    .header("anthropic-beta", "context-1m-2025-08-07,b-2")
                    .header("anthropic-beta", "b-3")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"sim/" + model
                            + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return simulator.requests().getFirst();
        }
    }

    @Test
    void bedrockWantsThemInTheBody() throws Exception {
        ReceivedRequest sent = sent(
                "{ use: bedrock, url: \"@\", region: eu-central-1, key: \"AKIAIOSFODNN7EXAMPLE:secret\" }",
                "anthropic.claude-sonnet-4-5-20250929-v1:0");

        assertThat(sent.path()).isEqualTo("/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke");
        assertThat(sent.body().text()).contains("\"anthropic_beta\":[\"context-1m-2025-08-07\",\"b-2\",\"b-3\"]");
        assertThat(sent.header("anthropic-beta")).isEmpty();
    }

    @Test
    void anthropicWantsThemInTheHeader() throws Exception {
        ReceivedRequest sent = sent("{ dialect: anthropic, url: \"@/v1\", key: k }", "claude-sonnet-4-5");

        assertThat(sent.body().text()).doesNotContain("anthropic_beta");
        assertThat(sent.header("anthropic-beta").orElseThrow()).startsWith("context-1m-2025-08-07,b-2");
    }
}
