package io.sluice.gateway.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.call.ProviderAccess;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.catalog.DiscoveredModels;
import io.sluice.gateway.catalog.Provider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever answers is handed over one answer after another: the next is taken when the one before has been dealt with. */
class DiscoveryTest {
    private static final URI HERE = URI.create("http://10.0.0.5:8000/v1");

    private final SynchronousQueue<Object> answers = new SynchronousQueue<>();
    private final DiscoveredModels models = new DiscoveredModels();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Discovery discovery = new Discovery(
            models,
            _ -> answer(),
            _ -> Duration.ZERO,
            work -> {
                Thread thread = Thread.ofVirtual().unstarted(work);
                threads.add(thread);
                return thread;
            },
            (provider, why) -> told.add(provider + ": " + why));

    private List<String> answer() throws NoList, InterruptedException {
        Object answer = answers.take();
        if (answer instanceof NoList none) {
            throw none;
        }
        return List.of(answer.toString().split(" "));
    }

    private void answers(Object answer) throws InterruptedException {
        assertThat(answers.offer(answer, 20, TimeUnit.SECONDS)).as("asked").isTrue();
    }

    private void watch(Provider... providers) {
        Map<String, Provider> all = new java.util.LinkedHashMap<>();
        Map<String, ProviderAccess> accesses = new java.util.LinkedHashMap<>();
        for (Provider provider : providers) {
            all.put(provider.id(), provider);
            accesses.put(
                    provider.id(),
                    new ProviderAccess(
                            provider.id(),
                            List.of(),
                            "authorization",
                            List.of(),
                            null,
                            false,
                            false,
                            "",
                            Clocks.USUAL));
        }
        discovery.watch(all, accesses);
    }

    private List<String> names() {
        return models.names(List.of("box"));
    }

    @AfterEach
    void nobodyIsAskedAfterTheEnd() throws Exception {
        discovery.close();
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(20))).as("ended").isTrue();
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void theLastAnswerHoldsUntilTheNextAndThroughFailuresAndOnlyTheFirstOfThoseIsTold() throws Exception {
        watch(Provider.open("box", HERE).discovering());

        answers("a b");
        answers("b c");
        answers(new NoList("down"));
        assertThat(names()).containsExactly("box/b", "box/c");
        answers(new NoList("still down"));
        assertThat(names()).containsExactly("box/b", "box/c");
        assertThat(told).containsExactly("box: down");
        answers("d");
        assertThat(told).containsExactly("box: down");
        answers(new NoList("down again"));
        assertThat(names()).containsExactly("box/d");
        answers(new NoList("again and again"));
        assertThat(told).containsExactly("box: down", "box: down again");
    }

    @Test
    void aProviderThatIsNotToBeAskedIsNot() {
        watch(Provider.open("box", HERE));

        assertThat(threads).isEmpty();
    }

    @Test
    void aReloadKeepsWhatAnUnchangedProviderSaid() throws Exception {
        watch(Provider.open("box", HERE).discovering());
        answers("a");
        answers("a");

        watch(Provider.open("box", HERE).discovering(), Provider.open("other", HERE));

        assertThat(names()).containsExactly("box/a");
        assertThat(threads).hasSize(1);
    }

    @Test
    void whatAProviderSaidElsewhereIsForgottenAndItIsAskedAnew() throws Exception {
        watch(Provider.open("box", HERE).discovering());
        answers("a");
        answers("a");

        watch(Provider.open("box", URI.create("http://10.0.0.6:8000/v1")).discovering());

        assertThat(names()).isEmpty();
        assertThat(threads.getFirst().join(Duration.ofSeconds(20))).isTrue();
        answers("b");
        answers("b");
        assertThat(names()).containsExactly("box/b");
    }

    @Test
    void whatIsAskedNoMoreIsForgotten() throws Exception {
        watch(Provider.open("box", HERE).discovering());
        answers("a");
        answers("a");

        watch(Provider.open("box", HERE));

        assertThat(names()).isEmpty();
    }

    @Test
    void theUsualPaceIsAMinuteAndFailuresDrawItOut() {
        Pace pace = Pace.usual(new Random(7));
        for (int round = 0; round < 100; round++) {
            assertThat(pace.after(0).toSeconds()).isBetween(48L, 72L);
            assertThat(pace.after(1).toMillis()).isBetween(4_000L, 6_000L);
            assertThat(pace.after(2).toMillis()).isBetween(8_000L, 12_000L);
            assertThat(pace.after(1_000).toSeconds()).isBetween(240L, 360L);
        }
    }
}
