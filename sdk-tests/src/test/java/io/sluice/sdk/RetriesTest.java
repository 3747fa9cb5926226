package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.Sleeper;
import com.openai.errors.InternalServerException;
import com.openai.models.chat.completions.ChatCompletion;
import io.sluice.simulator.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithSluice.class)
class RetriesTest {
    private final Sluice sluice;
    private final List<Duration> slept = new ArrayList<>();
    private final OpenAIClient client;

    RetriesTest(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.clientWith(sluice.key()).sleeper(new Noted()).build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void theSdkWaitsAsLongAsTheProviderToldIt() {
        sluice.provider()
                .next(
                        Script.json(429, "{\"error\":{}}").header("retry-after", "7"),
                        Script.json(503, "{\"error\":{}}").header("retry-after-ms", "45"),
                        Script.text("There you are."));

        ChatCompletion answer =
                client.chat().completions().create(Ask.chat("again/m").build());

        assertThat(answer.choices().getFirst().message().content()).contains("There you are.");
        assertThat(slept).containsExactly(Duration.ofSeconds(7), Duration.ofMillis(45));
        assertThat(sluice.provider().requests()).hasSize(3);
    }

    @Test
    void theSdkDoesNotRetryWhatTheProviderSaidNotTo() {
        sluice.provider().next(Script.json(500, "{\"error\":{}}").header("x-should-retry", "false"));

        assertThatThrownBy(() ->
                        client.chat().completions().create(Ask.chat("again/m").build()))
                .isInstanceOf(InternalServerException.class);

        assertThat(slept).isEmpty();
        assertThat(sluice.provider().requests()).hasSize(1);
    }

    @Test
    void theSdkRetriesABadGatewayOfOurs() {
        assertThatThrownBy(() ->
                        client.chat().completions().create(Ask.chat("gone/any").build()))
                .isInstanceOf(InternalServerException.class);

        assertThat(slept).hasSize(2);
    }

    /** Notes how long the SDK would have waited, and does not wait. */
    private final class Noted implements Sleeper {
        @Override
        public void sleep(Duration duration) {
            slept.add(duration);
        }

        @Override
        public CompletableFuture<Void> sleepAsync(Duration duration) {
            slept.add(duration);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
