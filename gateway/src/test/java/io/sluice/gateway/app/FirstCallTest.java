package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.auth.KeyWish;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.KeyRef;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FirstCallTest {
    private static Simulator simulator;
    private static SluiceUnderTest sluice;

    @BeforeAll
    static void start() throws Exception {
        simulator = Simulator.start();
        sluice = SluiceUnderTest.before(simulator);
    }

    @AfterAll
    static void stop() throws Exception {
        sluice.close();
        simulator.close();
    }

    @Test
    void aCallGoesToItsProviderAndItsAnswerComesBack() throws Exception {
        simulator.answer(Script.text("good morning"));

        HttpResponse<String> answer = sluice.chat("sim/gpt-test", "hi");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("good morning").contains("\"model\":\"sim/gpt-test\"");
        assertThat(answer.headers().firstValue("x-sluice-call-id")).isPresent();
        assertThat(answer.headers().firstValue("x-sluice-served-by")).hasValue("sim/gpt-test");
    }

    @Test
    void theProviderSeesItsOwnModelNameAndItsOwnKeyAndNothingOfTheCallersKey() throws Exception {
        simulator.answer(Script.text("x"));

        sluice.chat("fast", "hi");

        var seen = simulator.requests().getLast();
        assertThat(seen.body().toString()).isEqualTo(SluiceUnderTest.chatBody("gpt-test", "hi", ""));
        assertThat(seen.headers().toString()).contains("Bearer sk-provider").doesNotContain(sluice.key());
    }

    @Test
    void everyCallIsInTheRecordWithWhoAskedAndWhoServed() throws Exception {
        simulator.answer(Script.text("x"));

        HttpResponse<String> answer = sluice.chat("fast", "hi");

        CallRow row = sluice.call(answer);
        assertThat(row.asked().model()).isEqualTo("fast");
        assertThat(row.served()).hasToString("sim/gpt-test");
        assertThat(row.key()).isNotNull().extracting(KeyRef::name).isEqualTo("test");
        assertThat(row.ending().status()).isEqualTo(200);
        assertThat(row.usage()).isNotNull();
        assertThat(row.attempts()).hasSize(1);
    }

    @Test
    void aKeyIsHeldToItsModels() throws Exception {
        String narrow = sluice.makeKey(new KeyWish("narrow", List.of("other"), null));

        HttpResponse<String> answer = sluice.send(sluice.request("/v1/chat/completions")
                .setHeader("authorization", "Bearer " + narrow)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("fast", "hi", ""))));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"model_not_allowed\"");
    }

    @Test
    void anUnknownModelIsAnsweredWithTheNearestName() throws Exception {
        HttpResponse<String> answer = sluice.chat("fats", "hi");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"model_not_found\"").contains("fast");
    }

    @Test
    void anUnknownKeyIsRefusedBeforeTheBodyIsLookedAt() throws Exception {
        HttpResponse<String> answer = sluice.send(sluice.request("/v1/chat/completions")
                .setHeader("authorization", "Bearer sk-nobody")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{not json")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"invalid_api_key\"");
    }

    @Test
    void aBodyThatIsNoJsonIsRefusedWithTheOffset() throws Exception {
        HttpResponse<String> answer = sluice.post("/v1/chat/completions", "{\"model\":\"fast\",}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"malformed_json\"").contains("16");
    }

    @Test
    void theListOfModelsHasThePublicNames() throws Exception {
        HttpResponse<String> answer = sluice.send(sluice.request("/v1/models").GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"id\":\"fast\"").contains("\"object\":\"list\"");
    }

    @Test
    void theListOfModelsTellsWhatTheCatalogKnows() throws Exception {
        try (SluiceUnderTest own = SluiceUnderTest.of(SluiceUnderTest.providers(simulator) + """
                models: { fast: sim/gpt-test }
                catalog:
                  sim:
                    url: http://127.0.0.1:1/v1
                    models:
                      gpt-test: { context: 8000, max-output: 4000, traits: [tools], price: { input: 1.50, output: 6 } }
                """)) {
            String body = own.send(own.request("/v1/models/fast").GET()).body();

            assertThat(body)
                    .contains("\"id\":\"fast\"", "\"context_window\":8000", "\"max_output_tokens\":4000")
                    .contains("\"capabilities\":[\"tools\"]")
                    .contains("\"per_million_tokens\":{\"input\":\"1.50\",\"output\":\"6\"}");
        }
    }
}
