package io.sluice.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.faults.RawCaller;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every stage entered is left once, last first, whatever happened; so is every attempt it let go told to it. */
class StageEndingsTest {
    private final Simulator provider = Simulator.start();
    private Course course;

    @BeforeEach
    void start() throws Exception {
        provider.answer(Script.text("one two"));
        course = new Course(provider);
    }

    @AfterEach
    void stop() {
        Course.await(() -> course.held.now() == 0);
        course.close();
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answered(boolean stream) throws Exception {
        assertThat(course.chat(stream).status()).isEqualTo(200);
        leftOnce("ANSWERED");
        toldOnce("ANSWERED");
    }

    @Test
    void refusedByTheFirstStage() throws Exception {
        course.outer.enters(call -> refusal());
        assertThat(course.chat(false).status()).isEqualTo(418);
        assertThat(course.left()).containsExactly("outer leave REFUSED");
    }

    @Test
    void refusedByTheLastStage() throws Exception {
        course.inner.enters(call -> refusal());
        assertThat(course.chat(true).status()).isEqualTo(418);
        leftOnce("REFUSED");
        assertThat(course.attempted()).isEmpty();
    }

    @Test
    void refusedAsTheBodyIsNoJson() throws Exception {
        try (RawCaller caller = course.connect()) {
            assertThat(caller.post("/v1/chat/completions", "k", "{nope")
                            .answer()
                            .status())
                    .isEqualTo(400);
        }
        assertThat(course.left()).containsExactly("outer leave REFUSED");
    }

    @Test
    void theUpstreamFailed() throws Exception {
        provider.answer(Script.status(200).cutBodyAfter(0, io.sluice.simulator.Ending.RST));
        assertThat(course.chat(false).status()).isEqualTo(502);
        leftOnce("REFUSED");
        toldOnce("FAILED");
    }

    @Test
    void theStreamBroke() throws Exception {
        provider.answer(Script.sse(StageHooksTest.chunk("x")).cutBodyAfter(300, io.sluice.simulator.Ending.FIN));
        assertThat(course.chat(true).body()).contains("upstream_cut").doesNotContain("[DONE]");
        leftOnce("BROKEN");
        toldOnce("FAILED");
    }

    @Test
    void theCallerLeftBeforeTheBody() throws Exception {
        try (RawCaller caller = course.connect()) {
            caller.send(RawCaller.head("/v1/chat/completions", "k", 100));
            Course.await(() -> !course.diary.isEmpty());
        }
        assertThat(course.left()).containsExactly("outer leave CALLER_GONE");
    }

    @Test
    void theCallerLeftWithinTheBody() throws Exception {
        try (RawCaller caller = course.connect()) {
            caller.send(RawCaller.head("/v1/chat/completions", "k", 100) + "{\"model\":");
            Course.await(() -> course.held.now() > 0);
        }
        assertThat(course.left()).containsExactly("outer leave CALLER_GONE");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCallerLeftWhileTheProviderWasSilent(boolean stream) throws Exception {
        provider.answer(Script.silence());
        try (RawCaller caller = course.connect()) {
            course.send(caller, stream);
            provider.awaitRequest(java.time.Duration.ofSeconds(10));
        }
        leftOnce("CALLER_GONE");
        toldOnce("CANCELLED");
        assertThat(provider.callerLeft(1).get(10, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void theCallerLeftWithinTheStream() throws Exception {
        provider.answer(Script.endless(StageHooksTest.chunk("x"), java.time.Duration.ofMillis(5)));
        try (RawCaller caller = course.connect()) {
            course.send(caller, true).readUntil("\"x\"");
        }
        leftOnce("CALLER_GONE");
        toldOnce("CANCELLED");
    }

    @Test
    void theCallerLeftWhileAStageWaitedWhichIsInterruptedAndLeftOnlyAfterItsWorkEnded() throws Exception {
        waitsInterrupted(wait -> course.inner.enters(call -> new Step.Await(() -> {
            wait.run();
            return resumed -> Step.GO;
        })));
        assertThat(provider.requestCount()).isZero();
    }

    @Test
    void theCallerLeftWhileAStageWaitedBeforeAnAttempt() throws Exception {
        waitsInterrupted(wait -> course.inner.attempts((call, attempt) -> new Step.Await(() -> {
            wait.run();
            return resumed -> Step.GO;
        })));
        assertThat(course.attempted()).containsExactly("route attempted 1 NOT_SENT", "outer attempted 1 NOT_SENT");
    }

    @Test
    void theCallerLeftWhileAStageWaitedWithinTheStream() throws Exception {
        waitsInterrupted(wait -> course.inner.filters(chunk -> new EventFilter.Wait(() -> {
            wait.run();
            return new EventFilter.Pass();
        })));
        toldOnce("CANCELLED");
    }

    private interface Places {
        void wait(Runnable work);
    }

    private void waitsInterrupted(Places place) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        place.wait(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await(20, TimeUnit.SECONDS);
            } catch (InterruptedException asked) {
                course.diary.add("interrupted");
                awaitQuietly(mayEnd);
                course.diary.add("work ended");
            }
        });
        try (RawCaller caller = course.connect()) {
            course.send(caller, true);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        }
        Course.await(() -> course.diary.contains("interrupted"));
        mayEnd.countDown();
        leftOnce("CALLER_GONE");
        assertThat(course.diary).containsSubsequence("interrupted", "work ended", "inner leave CALLER_GONE");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStageThrewOnEntering(boolean error) throws Exception {
        course.inner.enters(call -> bang(error));
        failedInside("REFUSED");
    }

    @Test
    void aStageThrewWhileItWaited() throws Exception {
        course.inner.enters(call -> new Step.Await(() -> {
            throw new java.io.IOException("bang");
        }));
        failedInside("REFUSED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStageThrewBeforeAnAttempt(boolean error) throws Exception {
        course.inner.attempts((call, attempt) -> bang(error));
        failedInside("REFUSED");
        assertThat(course.attempted()).containsExactly("route attempted 1 NOT_SENT", "outer attempted 1 NOT_SENT");
    }

    @Test
    void aStageThrewWhenAskedForItsTap() throws Exception {
        course.inner.taps((call, attempt) -> bang(false));
        failedInside("REFUSED");
        toldOnce("NOT_SENT");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFilterThrewAtTheFirstEvent(boolean error) throws Exception {
        course.inner.filters(chunk -> bang(error));
        failedInside("REFUSED");
        toldOnce("CANCELLED");
    }

    @Test
    void aFilterThrewInTheMidstOfAStream() throws Exception {
        int[] count = {0};
        course.inner.filters(chunk -> ++count[0] < 2 ? new EventFilter.Pass() : bang(false));
        RawCaller.Answer answer = course.chat(true);
        assertThat(answer.body()).contains("internal_error").doesNotContain("[DONE]");
        leftOnce("BROKEN");
        toldOnce("CANCELLED");
        assertThat(course.bugs).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFilterThrewAtTheEnd(boolean stream) throws Exception {
        course.inner.filters(new EventFilter() {
            @Override
            public Verdict judge(io.sluice.dialects.model.Chunk chunk) {
                return new Replace(List.of());
            }

            @Override
            public Verdict end() {
                return bang(false);
            }
        });
        assertThat(course.chat(stream).body()).contains("internal_error");
        leftOnce("REFUSED");
        assertThat(course.bugs).hasSize(1);
    }

    @Test
    void aFilterThrewWhileItWaited() throws Exception {
        course.inner.filters(chunk -> new EventFilter.Wait(() -> bang(false)));
        failedInside("REFUSED");
    }

    @Test
    void aWatcherThrew() throws Exception {
        course.inner.taps((call, attempt) -> new Tap.Watch(frame -> bang(false)));
        RawCaller.Answer answer = course.chat(true);
        assertThat(answer.body()).doesNotContain("[DONE]").contains("internal_error");
        assertThat(course.left()).hasSize(3);
        assertThat(course.bugs).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStageThrewWhenToldOfAnAttempt(boolean error) throws Exception {
        course.inner.onAttempted(() -> bang(error));
        assertThat(course.chat(true).body()).endsWith("data: [DONE]\n\n");
        leftOnce("ANSWERED");
        toldOnce("ANSWERED");
        assertThat(course.bugs).hasSize(1);
    }

    @Test
    void aStageThrewWhenToldOfAnAttemptThatFailed() throws Exception {
        provider.answer(Script.status(200));
        course.inner.onAttempted(() -> bang(false));
        assertThat(course.chat(false).status()).isEqualTo(500);
        leftOnce("REFUSED");
        toldOnce("FAILED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStageThrewOnLeaving(boolean error) throws Exception {
        course.inner.onLeave(() -> bang(error));
        assertThat(course.chat(false).status()).isEqualTo(200);
        leftOnce("ANSWERED");
        assertThat(course.bugs).hasSize(1);
    }

    private void failedInside(String ending) throws Exception {
        RawCaller.Answer answer = course.chat(true);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("\"code\":\"internal_error\"").doesNotContain("bang");
        leftOnce(ending);
        assertThat(course.bugs).hasSize(1);
    }

    // Stands wherever a value of any type is wanted, and never gives one.
    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T bang(boolean error) {
        if (error) {
            throw new AssertionError("bang");
        }
        throw new IllegalStateException("bang");
    }

    private static Step refusal() {
        return new Step.Refuse(Failure.of(418, "teapot", "No coffee here."));
    }

    private void leftOnce(String ending) {
        assertThat(course.left())
                .containsExactly("inner leave " + ending, "route leave " + ending, "outer leave " + ending);
    }

    private void toldOnce(String ending) {
        assertThat(course.attempted())
                .containsExactly(
                        "inner attempted 1 " + ending, "route attempted 1 " + ending, "outer attempted 1 " + ending);
    }
}
