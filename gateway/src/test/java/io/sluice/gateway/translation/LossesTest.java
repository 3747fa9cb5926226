package io.sluice.gateway.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What a target cannot be told is named, and the model's policy says whether the call goes all the same. */
class LossesTest {
    private static final String SEEDED =
            "{\"model\":\"@\",\"seed\":7,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static SluiceUnderTest sluice(Simulator simulator) throws Exception {
        simulator.answer(Speaker.ANTHROPIC.answered());
        return SluiceUnderTest.of(Speaker.ANTHROPIC.provider(simulator.url())
                + "models:\n  quiet: { use: sim/m, loss: drop }\n  strict: { use: sim/m, loss: reject }\n");
    }

    private static HttpResponse<String> ask(SluiceUnderTest sluice, String model) throws Exception {
        return sluice.post("/v1/chat/completions", SEEDED.replace("@", model));
    }

    @Test
    void aLossIsNamedInAHeaderAndInTheRecord() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = sluice(simulator)) {
            HttpResponse<String> answer = ask(sluice, "sim/m");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-sluice-loss").orElseThrow())
                    .startsWith("seed: ");
            assertThat(sluice.call(answer).note()).startsWith("lost of the request: seed (");
        }
    }

    @Test
    void aQuietModelNamesItInTheRecordAlone() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = sluice(simulator)) {
            HttpResponse<String> answer = ask(sluice, "quiet");

            assertThat(answer.headers().firstValue("x-sluice-loss")).isEmpty();
            assertThat(sluice.call(answer).note()).startsWith("lost of the request: seed (");
        }
    }

    @Test
    void aStrictModelRefusesAndNothingIsSent() throws Exception {
        try (Simulator simulator = Simulator.start();
                SluiceUnderTest sluice = sluice(simulator)) {
            HttpResponse<String> answer = ask(sluice, "strict");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"loss_rejected\"", "\"seed\"");
            assertThat(simulator.requestCount()).isZero();
        }
    }
}
