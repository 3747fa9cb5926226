package io.sluice.gateway.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What providers of one's own list shows, in a running gateway. */
class DiscoveredListingTest {
    private static final String LIST =
            "{\"object\":\"list\",\"data\":[{\"id\":\"meta/llama-4\",\"object\":\"model\"},{\"id\":\"qwen-3\"}]}";

    private static String vllm(Simulator simulator, String more) {
        return "providers:\n  box: { use: vllm, url: \"" + simulator.url() + "/v1\", key: sk-box" + more
                + " }\nmodels: { house: box/qwen-3 }\n";
    }

    private static String models(SluiceUnderTest sluice, String key) {
        try {
            return sluice.send(sluice.request("/v1/models").setHeader("authorization", "Bearer " + key))
                    .body();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void awaitListed(SluiceUnderTest sluice, String name) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!models(sluice, sluice.key()).contains("\"id\":\"" + name + "\"")) {
            assertThat(System.nanoTime()).as(name + " is not listed").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void theModelsOfAServerOfOnesOwnAreListedAtNoCost() throws Exception {
        try (Simulator simulator = Simulator.start()) {
            simulator.when(request -> request.path().equals("/v1/models"), Script.json(200, LIST));
            try (SluiceUnderTest sluice = SluiceUnderTest.of(vllm(simulator, ""))) {
                awaitListed(sluice, "box/meta/llama-4");

                ReceivedRequest asked = simulator.requests().getFirst();
                assertThat(asked.method()).isEqualTo("GET");
                assertThat(asked.header("authorization")).hasValue("Bearer sk-box");
                assertThat(models(sluice, sluice.key()))
                        .containsSubsequence(
                                "\"id\":\"house\"", "\"id\":\"box/meta/llama-4\"", "\"id\":\"box/qwen-3\"");
                HttpResponse<String> one = sluice.send(sluice.request("/v1/models/box/qwen-3"));
                assertThat(one.body()).contains("\"owned_by\":\"box\"", "\"input\":\"0\"");
                assertThat(sluice.chat("box/meta/llama-4", "hi").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aKeySeesWhatItMayCall() throws Exception {
        try (Simulator simulator = Simulator.start()) {
            simulator.when(request -> request.path().equals("/v1/models"), Script.json(200, LIST));
            try (SluiceUnderTest sluice = SluiceUnderTest.of(vllm(simulator, ""))) {
                awaitListed(sluice, "box/qwen-3");

                String limited = sluice.makeKey(new KeyWish("limited", List.of("box/qwen*"), null));

                assertThat(models(sluice, limited))
                        .contains("\"id\":\"box/qwen-3\"")
                        .doesNotContain("llama", "house");
            }
        }
    }

    @Test
    void aNameThatIsNotQuiteRightIsToldTheRightOne() throws Exception {
        try (Simulator simulator = Simulator.start()) {
            simulator.when(request -> request.path().equals("/v1/models"), Script.json(200, LIST));
            try (SluiceUnderTest sluice = SluiceUnderTest.of(vllm(simulator, ""))) {
                awaitListed(sluice, "box/qwen-3");

                assertThat(sluice.chat("llama-4", "hi").body()).contains("did you mean box/meta/llama-4?");
                assertThat(sluice.chat("bx/meta/lama-4", "hi").body()).contains("did you mean box/meta/llama-4");
            }
        }
    }

    @Test
    void anOllamaIsAskedInItsOwnWay() throws Exception {
        try (Simulator simulator = Simulator.start()) {
            simulator.when(
                    request -> request.path().equals("/api/tags"),
                    Script.json(200, "{\"models\":[{\"name\":\"llama3.2:latest\",\"model\":\"llama3.2:latest\"}]}"));
            try (SluiceUnderTest sluice =
                    SluiceUnderTest.of("providers:\n  ollama: { url: \"" + simulator.url() + "\" }\n")) {
                awaitListed(sluice, "ollama/llama3.2:latest");

                assertThat(sluice.chat("llama3.2", "hi").body()).contains("did you mean ollama/llama3.2:latest?");
            }
        }
    }

    @Test
    void aReloadKeepsTheListOfAServerThatIsDownMeanwhile() throws Exception {
        try (Simulator simulator = Simulator.start()) {
            simulator.next(Script.json(200, LIST)).answer(Script.json(503, "{}"));
            try (SluiceUnderTest sluice = SluiceUnderTest.of(vllm(simulator, ""))) {
                awaitListed(sluice, "box/qwen-3");

                sluice.reload(vllm(simulator, "") + "drain: 5s\n");
                assertThat(models(sluice, sluice.key())).contains("\"id\":\"box/qwen-3\"");

                sluice.reload(vllm(simulator, ", discover: false"));
                assertThat(models(sluice, sluice.key())).contains("house").doesNotContain("box/qwen-3");
            }
        }
    }

    @Test
    void aHostedProviderIsAskedWhereItIsToBe() throws Exception {
        try (Simulator simulator = Simulator.start()) {
            simulator.answer(
                    Script.json(200, "{\"data\":[{\"type\":\"model\",\"id\":\"claude-x\"}],\"has_more\":false}"));
            try (SluiceUnderTest sluice = SluiceUnderTest.of("providers:\n  lab: { use: anthropic, url: \""
                    + simulator.url() + "/v1\", key: sk-lab, discover: true }\n")) {
                awaitListed(sluice, "lab/claude-x");

                ReceivedRequest asked = simulator.requests().getFirst();
                assertThat(asked.path()).isEqualTo("/v1/models");
                assertThat(asked.header("x-api-key")).hasValue("sk-lab");
                assertThat(asked.header("anthropic-version")).isPresent();
            }
        }
    }
}
