package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import io.sluice.simulator.Answer;
import io.sluice.simulator.Script;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SDKs that try again twice, in front of one provider: where it answers 429 alone, no storm comes of it. */
@ExtendWith(WithSluice.class)
class RetryStormTest {
    private static final int CALLS = 100;
    private static final Answer LIMITED = Script.json(
            429, "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}");

    private final Sluice sluice;
    private final OpenAIClient openAi;
    private final AnthropicClient anthropic;

    RetryStormTest(Sluice sluice) {
        this.sluice = sluice;
        this.openAi = sluice.clientWith(sluice.key())
                .maxRetries(2)
                .sleeper(new Hasty())
                .build();
        this.anthropic = sluice.anthropicWith(sluice.key())
                .maxRetries(2)
                .sleeper(new HastyToo())
                .build();
    }

    @AfterEach
    void close() {
        openAi.close();
        anthropic.close();
    }

    private void chat(String model) {
        openAi.chat().completions().create(Ask.chat(model).build());
    }

    /** Calls without an answer, one after another; how often the provider was asked for them. */
    private long askedFor(Runnable call, Class<? extends Exception> told) {
        long before = sluice.provider().requestCount();
        for (int i = 0; i < CALLS; i++) {
            assertThatThrownBy(call::run).isInstanceOf(told);
        }
        return sluice.provider().requestCount() - before;
    }

    @ParameterizedTest
    @ValueSource(strings = {"storm-a/m", "often"})
    void openAisSdkAsksATenthMoreThanTheApplicationAndTenInABurst(String model) {
        sluice.provider().answer(LIMITED.header("retry-after-ms", "5"));

        assertThat(askedFor(() -> chat(model), com.openai.errors.RateLimitException.class))
                .isBetween(CALLS + 10L, CALLS + CALLS / 10 + 10L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"storm-b/m", "storm-c/m"})
    void anthropicsSdkAsksATenthMoreThanTheApplicationAndTenInABurst(String model) {
        sluice.provider().answer(LIMITED.header("retry-after-ms", "5"));
        MessageCreateParams ask = MessageCreateParams.builder()
                .model(model)
                .maxTokens(10)
                .addUserMessage("hi")
                .build();

        assertThat(askedFor(() -> anthropic.messages().create(ask), com.anthropic.errors.RateLimitException.class))
                .isBetween(CALLS + 10L, CALLS + CALLS / 10 + 10L);
    }

    @Test
    void whereTheProviderAnswersTooTheSdksRetriesStillHelp() {
        for (int i = 0; i < CALLS; i++) {
            sluice.provider().next(LIMITED, Script.text("There you are."));
            chat("storm-d/m");
        }
    }

    /** Does not wait: the storm is the worse for it. */
    private static final class Hasty implements com.openai.core.Sleeper {
        @Override
        public void sleep(Duration duration) {}

        @Override
        public CompletableFuture<Void> sleepAsync(Duration duration) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }

    /** The same for Anthropic's. */
    private static final class HastyToo implements com.anthropic.core.Sleeper {
        @Override
        public void sleep(Duration duration) {}

        @Override
        public CompletableFuture<Void> sleepAsync(Duration duration) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
