package io.sluice.gateway.upstream.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.net.Loops;
import io.sluice.gateway.net.NettyLoop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers are shared, kept, and outlive a resolver that fails for a while. */
class NamesTest {
    private final Loops loops = new Loops(1);
    private final NettyLoop loop = loops.all().getFirst();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger lookups = new AtomicInteger();
    private volatile AddressLookup lookup = host -> List.of(InetAddress.getByName("10.0.0.1"));
    private final Names names = new Names(
            host -> {
                lookups.incrementAndGet();
                return lookup.addresses(host);
            },
            threads,
            now::get);

    @AfterEach
    void close() {
        loops.close();
        threads.shutdownNow();
    }

    private CompletableFuture<Addresses> asked(String host) {
        CompletableFuture<Addresses> answer = new CompletableFuture<>();
        loop.execute(() -> names.ask(host, loop, found -> {
            assertThat(loop.inLoop()).isTrue();
            answer.complete(found);
        }));
        return answer;
    }

    private String answer(String host) throws Exception {
        return switch (asked(host).get(10, TimeUnit.SECONDS)) {
            case Addresses.Found(List<InetAddress> list) -> list.getFirst().getHostAddress();
            case Addresses.Unknown(String why) -> why;
        };
    }

    private void after(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void anAnswerServesForHalfAMinute() throws Exception {
        assertThat(answer("a.test")).isEqualTo("10.0.0.1");
        lookup = host -> List.of(InetAddress.getByName("10.0.0.2"));
        after(29);
        assertThat(answer("a.test")).isEqualTo("10.0.0.1");
        after(1);
        assertThat(answer("a.test")).isEqualTo("10.0.0.2");
        assertThat(lookups).hasValue(2);
    }

    @Test
    void anAddressIsItsOwnAnswer() throws Exception {
        assertThat(answer("127.0.0.5")).isEqualTo("127.0.0.5");
        assertThat(answer("[::1]")).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(lookups).hasValue(0);
    }

    @Test
    void questionsAtOneTimeAreOneQuestion() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        lookup = host -> {
            awaitQuietly(go);
            return List.of(InetAddress.getByName("10.0.0.9"));
        };
        CompletableFuture<Addresses> one = asked("a.test");
        CompletableFuture<Addresses> two = asked("a.test");
        loop.eventLoop().submit(() -> {}).get(5, TimeUnit.SECONDS);
        go.countDown();

        assertThat(one.get(5, TimeUnit.SECONDS)).isEqualTo(two.get(5, TimeUnit.SECONDS));
        assertThat(lookups).hasValue(1);
    }

    @Test
    void anUnknownNameIsUnknownAndAskedAgainNextTime() throws Exception {
        lookup = host -> {
            throw new UnknownHostException(host);
        };
        assertThat(answer("a.test")).isEqualTo("no such name, or no name server");
        lookup = host -> List.of(InetAddress.getByName("10.0.0.3"));
        assertThat(answer("a.test")).isEqualTo("10.0.0.3");
    }

    @Test
    void whenTheResolverFailsTheOldAnswerServesAMinuteMore() throws Exception {
        answer("a.test");
        lookup = host -> {
            throw new UnknownHostException(host);
        };
        after(89);
        assertThat(answer("a.test")).isEqualTo("10.0.0.1");
        after(1);
        assertThat(answer("a.test")).isEqualTo("no such name, or no name server");
    }

    @Test
    void aResolverThatDoesNotAnswerIsNotWaitedFor() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        lookup = host -> {
            awaitQuietly(never);
            throw new UnknownHostException(host);
        };
        assertThat(answer("a.test")).isEqualTo("no answer within 2 s");
    }

    @Test
    void aFullQueueIsAnAnswer() throws Exception {
        threads.shutdownNow();

        assertThat(answer("a.test")).isEqualTo("no such name, or no name server");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
