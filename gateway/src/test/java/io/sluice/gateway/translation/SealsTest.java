package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Seal;
import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Proofs of thinking go back to the family that made them, and to no other. */
class SealsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static String conversation(String model, String signature) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\""
                + signature + "\"},{\"type\":\"text\",\"text\":\"yes\"}]},"
                + "{\"role\":\"user\",\"content\":\"go on\"}]}";
    }

    private static String sent(Simulator simulator) {
        ReceivedRequest request = simulator.awaitRequest(PATIENCE);
        return request.body().text();
    }

    @Test
    void thinkingOfTheProvidersOwnFamilyPassesAsItCame() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.ANTHROPIC.provider(simulator.url()))) {
            simulator.answer(Speaker.ANTHROPIC.answered());

            sluice.post("/v1/messages", conversation("sim/m", "EqQBCg=="));

            assertThat(sent(simulator)).isEqualTo(conversation("m", "EqQBCg=="));
        }
    }

    @Test
    void thinkingAnotherFamilySealedDoesNotReachAProviderThatCannotCheckIt() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.ANTHROPIC.provider(simulator.url()))) {
            simulator.answer(Speaker.ANTHROPIC.answered());
            String foreign = new Seal(Seal.OPENAI, "gAAAA").carriedIn(Seal.ANTHROPIC);

            HttpResponse<String> answer = sluice.post("/v1/messages", conversation("sim/m", foreign));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(sent(simulator))
                    .doesNotContain(Seal.MARK)
                    .doesNotContain("gAAAA")
                    .contains("go on");
            assertThat(answer.headers().firstValue("x-sluice-loss").orElseThrow())
                    .contains("sealed by another family");
        }
    }

    @Test
    void thinkingComesBackToTheFamilyThatSealedIt() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(Speaker.OPENAI_RESPONSES.provider(simulator.url()))) {
            simulator.answer(Speaker.OPENAI_RESPONSES.answered());
            String own = new Seal(Seal.OPENAI, "gAAAA").carriedIn(Seal.ANTHROPIC);

            sluice.post("/v1/messages", conversation("sim/m", own));

            assertThat(sent(simulator)).contains("\"encrypted_content\":\"gAAAA\"");
        }
    }
}
