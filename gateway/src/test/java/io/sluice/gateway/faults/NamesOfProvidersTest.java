package io.sluice.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.Times;
import io.sluice.gateway.upstream.reach.AddressLookup;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F3: the name service does not know, does not answer, answers late, or says something else than before. */
class NamesOfProvidersTest {
    private static final AddressLookup HERE = host -> List.of(InetAddress.getLoopbackAddress());
    private static final AddressLookup FAILING = host -> {
        throw new UnknownHostException(host);
    };

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger lookups = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile AddressLookup service = HERE;
    private Simulator provider;
    private SluiceUnderTest sluice;

    @BeforeEach
    void start() throws Exception {
        // Each call on a connection of its own, so that each asks for the name.
        provider = Simulator.start()
                .answer(Script.json(200, "{\"choices\":[],\"note\":\"here\"}").header("connection", "close"));
        String url = "http://provider.test:" + provider.port() + "/v1";
        String lines = "providers:\n  sim: { dialect: openai-chat, url: \"" + url + "\", key: k }\n"
                + "  near: { dialect: openai-chat, url: \"" + provider.url() + "/v1\", key: k }\n"
                + "  other: { dialect: openai-chat, url: \"" + url.replace("provider", "other") + "\", key: k }\n";
        AddressLookup counted = host -> {
            lookups.incrementAndGet();
            return host.equals("other.test") ? HERE.addresses(host) : service.addresses(host);
        };
        sluice = SluiceUnderTest.of(lines, counted, clock::get);
    }

    @AfterEach
    void stop() throws Exception {
        released.countDown();
        sluice.close();
        provider.close();
    }

    private void after(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private void refused() throws Exception {
        HttpResponse<String> answer = sluice.chat("sim/m", "hi");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("\"code\":\"upstream_dns\"");
        var attempt = sluice.call(answer).attempts().getFirst();
        assertThat(attempt.errorCode()).isEqualTo("upstream_dns");
        assertThat(attempt.sent()).isEqualTo(Times.NEVER);
        assertThat(attempt.maybeBilled()).isFalse();
    }

    private void answered(String model) throws Exception {
        HttpResponse<String> answer = sluice.chat(model, "hi");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("here");
    }

    private AddressLookup hanging() {
        return host -> {
            try {
                released.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return HERE.addresses(host);
        };
    }

    @Test
    void aNameNobodyKnowsIsToldAndAskedForAgain() throws Exception {
        service = FAILING;
        refused();
        service = HERE;
        answered("sim/m");
    }

    @Test
    void aNameServiceThatDoesNotAnswerIsToldAndHoldsUpNobodyElse() throws Exception {
        service = hanging();
        Thread waiting = Thread.startVirtualThread(() -> {
            try {
                sluice.chat("sim/m", "hi");
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
        answered("near/m");
        answered("other/m");
        refused();
        waiting.join();
    }

    @Test
    void anAnswerThatComesLateServesTheNextCall() throws Exception {
        service = hanging();
        refused();
        released.countDown();
        Lane.await(
                () -> {
                    try {
                        return sluice.chat("sim/m", "hi").statusCode() == 200;
                    } catch (Exception failed) {
                        throw new IllegalStateException(failed);
                    }
                },
                "the late answer is not used");
        assertThat(lookups).hasValue(1);
    }

    @Test
    void anOldAnswerServesAMinuteWhileTheServiceFailsAndThenNoMore() throws Exception {
        answered("sim/m");
        service = FAILING;
        after(29);
        answered("sim/m");
        assertThat(lookups).hasValue(1);
        after(31);
        answered("sim/m");
        assertThat(lookups).hasValue(2);
        after(31);
        refused();
    }

    @Test
    void aNewAddressIsUsedOnceTheOldAnswerIsHalfAMinuteOld() throws Exception {
        service = host -> List.of(InetAddress.getByName("127.0.0.77")); // nobody listens there
        assertThat(sluice.chat("sim/m", "hi").body()).contains("\"code\":\"upstream_connect\"");
        service = HERE;
        after(30);
        answered("sim/m");
    }
}
