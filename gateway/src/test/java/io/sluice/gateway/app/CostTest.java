package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.Usage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call cost: in its row, and told to callers who may know, where its answer is held whole. */
class CostTest {
    private final Simulator simulator = Simulator.start();

    @AfterEach
    void stop() {
        simulator.close();
    }

    private SluiceUnderTest sluice(String price) throws Exception {
        return SluiceUnderTest.of("providers:\n  sim: { use: vllm, url: \"" + simulator.url()
                + "/v1\", key: a }\n  bare: { dialect: openai-chat, url: \"" + simulator.url()
                + "/v1\", key: a }\ncatalog:\n  vllm: { models: { m: { price: " + price + " } } }\n");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aCallCostsWhatItsUsageComesToAtTheCatalogsPrices(boolean stream) throws Exception {
        simulator.answer(Script.text("hi", Usage.of(1_000, 100)));
        try (SluiceUnderTest sluice = sluice("{ input: 2.5, output: 10 }")) {
            HttpResponse<String> answer = sluice.post(
                    "/v1/chat/completions", SluiceUnderTest.chatBody("sim/m", "hi", stream ? ",\"stream\":true" : ""));

            assertThat(sluice.call(answer).cost()).isEqualTo(3_500_000_000L);
            if (!stream) {
                assertThat(answer.headers().firstValue("x-sluice-cost-usd")).contains("0.0035");
            }
        }
    }

    @Test
    void aSelfHostedModelWithoutAPriceIsFreeAndAnUnknownOneIsUnknown() throws Exception {
        simulator.answer(Script.text("hi", Usage.of(1_000, 100)));
        try (SluiceUnderTest sluice = sluice("{ input: 2.5, output: 10 }")) {
            assertThat(sluice.call(sluice.chat("sim/other", "hi")).cost()).isZero();
            HttpResponse<String> unknown = sluice.chat("bare/m", "hi");
            assertThat(sluice.call(unknown).cost()).isNull();
            assertThat(unknown.headers().firstValue("x-sluice-cost-usd")).isEmpty();
        }
    }

    @Test
    void theCostOfACallIsThatOfAllItsAttempts() throws Exception {
        try (Simulator second = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of("providers:\n  one: { use: vllm, url: \"" + simulator.url()
                        + "/v1\", key: a }\n  two: { use: vllm, url: \"" + second.url()
                        + "/v1\", key: a }\ncatalog:\n  vllm: { models: { m: { price: { input: 1, output: 1 } } } }\n"
                        + "models:\n  c: { first: [one/m, two/m], continue: true }\n")) {
            String head = "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",";
            String used = "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":5,\"total_tokens\":105}}\n\n";
            simulator.answer(Script.sseRaw(io.sluice.simulator.Octets.of(
                            head + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hello\"}}]," + used))
                    .cutBodyAfter(Integer.MAX_VALUE, io.sluice.simulator.Ending.FIN));
            second.answer(Script.text("there", Usage.of(200, 10)));
            HttpResponse<String> answer =
                    sluice.post("/v1/chat/completions", SluiceUnderTest.chatBody("c", "hi", ",\"stream\":true"));

            CallRow row = sluice.call(answer);
            assertThat(row.attempts()).extracting(AttemptRow::cost).containsExactly(105_000_000L, 210_000_000L);
            assertThat(row.cost()).isEqualTo(315_000_000L);
        }
    }
}
