package io.sluice.gateway.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.dialects.Counting;
import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import io.sluice.gateway.call.Step;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Estimates are made in a pool that takes only so much. */
class CountHereTest {
    private static final Counting COUNTING = Objects.requireNonNull(new AnthropicMessages().counting());
    private static final Conversation HI = new Conversation(
            "m",
            false,
            false,
            List.of(Turn.of(Role.USER, Block.Text.of("hi"))),
            Tools.NONE,
            Sampling.NONE,
            Reasoning.NONE,
            null,
            null,
            null,
            Extras.NONE);

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    private final CountHere counts = new CountHere(pool, new Tokenizer());

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    @Test
    void moreThanThePoolTakesIsRefusedForNow() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        Future<?> busy = pool.submit(() -> {
            free.await();
            return null;
        });

        Step refused = counts.counted(COUNTING, HI, "m");

        assertThat(refused).isInstanceOfSatisfying(Step.Refuse.class, step -> {
            assertThat(step.failure().status()).isEqualTo(503);
            assertThat(step.failure().code()).isEqualTo("overloaded");
            assertThat(step.failure().retryAfter()).isNotNull();
        });
        free.countDown();
        busy.get();
    }

    @Test
    void whoIsInterruptedDoesNotWaitForTheCount() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> counts.counted(COUNTING, HI, "m")).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
    }
}
