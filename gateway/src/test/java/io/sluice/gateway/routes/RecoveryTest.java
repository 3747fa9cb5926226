package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.faults.Lane;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a target that was down is found to do again. */
class RecoveryTest {
    private Simulator one;
    private Simulator two;

    @BeforeEach
    void start() {
        one = Simulator.start().answer(Script.json(503, "{\"error\":{\"message\":\"down\"}}"));
        two = Simulator.start().answer(Script.text("from two"));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static String servedBy(HttpResponse<?> answer) {
        return answer.headers().firstValue("x-sluice-served-by").orElse("");
    }

    @Test
    void theFirstContentOfAStreamSaysThatItDoesAgain() throws Exception {
        try (SluiceUnderTest sluice =
                        SluiceUnderTest.of("providers:\n  one: { dialect: openai-chat, url: \"" + one.url()
                                + "/v1\", key: a }\n  two: { dialect: openai-chat, url: \"" + two.url()
                                + "/v1\", key: b }\nmodels:\n  m: { first: [one/m, two/m] }\n");
                HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 5; i++) {
                assertThat(servedBy(sluice.chat("m", "hi"))).isEqualTo("two/m");
            }
            one.answer(Script.sse(Lane.event("back"), Lane.finish(), "[DONE]").pause(Duration.ofMinutes(1)));
            CompletableFuture<?> probe = probe(sluice, client);
            one.answer(Script.text("from one"));

            Lane.await(() -> served(sluice).equals("one/m"), "a stream that runs keeps it shut");
            assertThat(probe).isNotDone();
            probe.cancel(true);
        }
    }

    /** The stream that is sent there once it has rested. */
    private CompletableFuture<?> probe(SluiceUnderTest sluice, HttpClient client) {
        long before = one.requestCount();
        CompletableFuture<?>[] last = new CompletableFuture<?>[1];
        Lane.await(
                () -> {
                    last[0] = client.sendAsync(
                            sluice.request("/v1/chat/completions")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            SluiceUnderTest.chatBody("m", "hi", ",\"stream\":true")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    Lane.await(() -> last[0].isDone() || one.requestCount() > before, "neither of them answers");
                    return one.requestCount() > before;
                },
                "it is never asked again");
        return last[0];
    }

    private static String served(SluiceUnderTest sluice) {
        try {
            return servedBy(sluice.chat("m", "hi"));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
