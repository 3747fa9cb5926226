package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.routes.OpenLoop.Called;
import io.sluice.simulator.Ending;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.Welcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The first of two providers is out for a while, under load: callers do not notice, it is asked by few meanwhile, and by
 * few until it is known that it does again. {@code -Dsluice.outage=true} runs it at 500 calls a second and prints figures.
 */
class OutageTest {
    private static final String USUAL = "from one";
    private static final Duration PROBED = Duration.ofMillis(300);

    /** How long the silent one is waited for; at least that long its silence is not known. */
    private static final Duration CLOCK = Duration.ofMillis(500);

    private Simulator one;
    private Simulator two;

    @BeforeEach
    void start() {
        one = Simulator.start().answer(Script.text(USUAL));
        two = Simulator.start().answer(Script.text("from two"));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    /** The ways to be out. */
    enum Out {
        /** It answers 503. */
        UNAVAILABLE,
        /** It resets every connection. */
        GONE,
        /** It takes requests and says nothing. */
        SILENT;

        void begin(Simulator provider) {
            switch (this) {
                case UNAVAILABLE ->
                    provider.answer(Script.json(503, "{\"error\":{\"message\":\"down\",\"code\":\"down\"}}"));
                case GONE ->
                    provider.welcome(Welcome.RESET).answer(Script.status(500).cutAfter(0, Ending.RST));
                case SILENT -> provider.answer(Script.silence());
            }
        }

        /** How many may be on their way there before its state is known. */
        long unknowing(int perSecond) {
            return this == SILENT ? 2 * perSecond * CLOCK.toMillis() / 1_000 : 40;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyNotices(Out out) throws Exception {
        outage(out, 100, 40, 200);
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "sluice.outage", matches = "true")
    void nobodyNoticesAtFiveHundredCallsASecond(Out out) throws Exception {
        System.out.println(out + ": " + outage(out, 500, 1_000, 2_500));
    }

    private String outage(Out out, int perSecond, int before, int during) throws Exception {
        try (SluiceUnderTest sluice =
                        SluiceUnderTest.of("providers:\n  one: { dialect: openai-chat, url: \"" + one.url()
                                + "/v1\", key: a, timeouts: { answer: " + CLOCK.toMillis()
                                + "ms } }\n  two: { dialect: openai-chat, url: \""
                                + two.url() + "/v1\", key: b }\nmodels:\n  m: { first: [one/a, two/b] }\n");
                OpenLoop callers = new OpenLoop(sluice, "m", perSecond)) {
            callers.call(before);
            List<Called> well = callers.call(before);
            assertThat(well).allMatch(Called::answered);

            long asked = one.requestCount();
            out.begin(one);
            List<Called> meanwhile = callers.call(during);
            long reached = one.requestCount() - asked;
            assertThat(meanwhile).as("not one call fails").allMatch(Called::answered);
            // Until it is known, and then one after each rest.
            assertThat(reached).isLessThanOrEqualTo(5 + out.unknowing(perSecond) + 5);

            long back = System.nanoTime();
            long first = one.requestCount() + 1;
            one.welcome(Welcome.SERVE).answer(Script.text(USUAL).slowFirstByte(PROBED));
            List<Called> later = untilBack(callers);
            double took = (System.nanoTime() - back) / 1e9;
            assertThat(later).as("not one call fails").allMatch(Called::answered);
            long probes = reachedBeforeItWasKnown(first);
            assertThat(probes).as("no herd").isLessThanOrEqualTo(3);
            return "%s; %d of %d calls reached it while it was out, %d before it was known to be back; it had calls again after %.1f s; p95 before %.1f ms, during %.1f ms"
                    .formatted(
                            failed(meanwhile) + failed(later) + " failed",
                            reached,
                            during,
                            probes,
                            took,
                            OpenLoop.p95(well),
                            OpenLoop.p95(meanwhile));
        }
    }

    private static long failed(List<Called> calls) {
        return calls.stream().filter(call -> !call.answered()).count();
    }

    /** Calls on until the first provider serves them again. */
    private static List<Called> untilBack(OpenLoop callers) throws Exception {
        List<Called> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            List<Called> some = callers.call(40);
            all.addAll(some);
            if (some.stream().filter(call -> call.servedBy().equals("one/a")).count() > 20) {
                return all;
            }
        }
        throw new AssertionError("it never came back");
    }

    /** How many requests came until the first of them was answered. */
    private long reachedBeforeItWasKnown(long first) {
        List<ReceivedRequest> since = one.requests().stream()
                .filter(request -> request.number() >= first)
                .toList();
        long known = since.getFirst().nanos() + PROBED.toNanos();
        return since.stream().filter(request -> request.nanos() < known).count();
    }
}
