package io.sluice.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.simulator.Chat;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a stage can do to a call: cap, refuse, answer, hold back, end, wait. */
class StageHooksTest {
    private static final Failure TOO_DEAR = Failure.of(402, "too_dear", "This target costs too much.");

    private final Simulator first = Simulator.start();
    private final Simulator second = Simulator.start();
    private Course course;

    @BeforeEach
    void start() throws Exception {
        first.answer(Script.text("one two three four"));
        second.answer(Script.text("from the second"));
        course = new Course(first, second);
    }

    @AfterEach
    void stop() {
        course.close();
        first.close();
        second.close();
    }

    @Test
    void theSmallestCapOfAllStagesIsWrittenIntoTheRequest() throws Exception {
        course.outer.attempts((call, attempt) -> {
            attempt.capOutput(70);
            return Step.GO;
        });
        course.inner.attempts((call, attempt) -> {
            attempt.capOutput(7);
            return Step.GO;
        });

        assertThat(course.chat(false).status()).isEqualTo(200);

        assertThat(first.requests().getFirst().body().text()).contains("\"max_completion_tokens\":7");
    }

    @Test
    void aRefusedTargetGivesWayToTheNextAndWhoLetItGoIsToldThatNothingWasSent() throws Exception {
        course.inner.attempts((call, attempt) -> attempt.number() == 1 ? new Step.Refuse(TOO_DEAR) : Step.GO);

        RawCaller.Answer answer = course.chat(false);

        assertThat(answer.body()).contains("from the second");
        assertThat(first.requestCount()).isZero();
        course.left();
        assertThat(course.attempted())
                .containsExactly(
                        "route attempted 1 NOT_SENT",
                        "outer attempted 1 NOT_SENT",
                        "inner attempted 2 ANSWERED",
                        "route attempted 2 ANSWERED",
                        "outer attempted 2 ANSWERED");
    }

    @Test
    void whenEveryTargetIsRefusedTheLastRefusalIsTheAnswer() throws Exception {
        course.outer.attempts((call, attempt) -> new Step.Refuse(TOO_DEAR));

        RawCaller.Answer answer = course.chat(true);

        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.body()).contains("\"code\":\"too_dear\"");
        assertThat(first.requestCount() + second.requestCount()).isZero();
        assertThat(course.left()).containsExactly("inner leave REFUSED", "route leave REFUSED", "outer leave REFUSED");
    }

    @Test
    void aStageAnswersInPlaceOfTheCall() throws Exception {
        course.outer.enters(call -> new Step.Answer(Reply.json("{\"cached\":true}")));

        RawCaller.Answer answer = course.chat(false);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"cached\":true}");
        assertThat(course.left()).containsExactly("outer leave ANSWERED");
        assertThat(first.requestCount()).isZero();
    }

    @Test
    void aStageAnswersInPlaceOfATarget() throws Exception {
        course.inner.attempts((call, attempt) -> new Step.Answer(Reply.json("{\"cached\":true}")));

        assertThat(course.chat(false).body()).isEqualTo("{\"cached\":true}");

        assertThat(course.left()).hasSize(3).allMatch(line -> line.endsWith("ANSWERED"));
        assertThat(course.attempted()).containsExactly("route attempted 1 NOT_SENT", "outer attempted 1 NOT_SENT");
    }

    @Test
    void aStageHoldsBackAndEndsAStreamProperlyAndTheUpstreamIsClosed() throws Exception {
        first.answer(Script.chat(Chat.saying("a b c d e f g h i j k l m n").pause(Duration.ofMillis(30))));
        List<Chunk> held = new ArrayList<>();
        course.inner.filters(chunk -> {
            held.add(chunk);
            return held.size() < 4
                    ? new EventFilter.Replace(List.of())
                    : new EventFilter.End(held, FinishReason.LENGTH, "budget_exhausted");
        });

        RawCaller.Answer answer = course.chat(true);

        assertThat(answer.whole()).isTrue();
        assertThat(answer.body())
                .contains("\"content\":\" c\"")
                .doesNotContain("\"content\":\" d\"")
                .contains("\"finish_reason\":\"length\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(first.callerLeft(1).get(10, TimeUnit.SECONDS)).isPositive();
        course.left();
        assertThat(course.attempted()).contains("inner attempted 1 CANCELLED");
        assertThat(course.inner.outcomes.getFirst().ending()).isEqualTo(Outcome.Ending.ANSWERED);
    }

    @Test
    void aStageThatEndsAStreamIsPassedByWhatLaterOnesHoldBack() throws Exception {
        List<Chunk> held = new ArrayList<>();
        course.inner.filters(
                chunk -> chunk.events().stream().anyMatch(event -> text(event).equals(" two"))
                        ? new EventFilter.End(List.of(chunk), FinishReason.LENGTH, "enough")
                        : new EventFilter.Pass());
        course.outer.filters(new EventFilter() {
            @Override
            public Verdict judge(Chunk chunk) {
                held.add(chunk);
                return new Replace(List.of());
            }

            @Override
            public Verdict end() {
                return new Replace(held);
            }
        });

        RawCaller.Answer answer = course.chat(true);

        assertThat(answer.body())
                .containsSubsequence("\"content\":\"one\"", "\"content\":\" two\"", "\"length\"", "[DONE]")
                .doesNotContain("three");
    }

    @Test
    void aLastPieceThatALaterStageWaitsForStillComesBeforeTheEnd() throws Exception {
        course.inner.filters(chunk -> new EventFilter.End(List.of(chunk), FinishReason.LENGTH, "enough"));
        course.outer.filters(chunk -> new EventFilter.Wait(EventFilter.Pass::new));

        RawCaller.Answer answer = course.chat(true);

        assertThat(answer.whole()).isTrue();
        assertThat(answer.body()).containsSubsequence("\"role\":\"assistant\"", "\"length\"", "[DONE]");
    }

    @Test
    void aStageThatRefusesTheLastPieceOfAnotherHasTheLastWord() throws Exception {
        course.inner.filters(chunk -> new EventFilter.End(List.of(chunk), FinishReason.LENGTH, "enough"));
        course.outer.filters(chunk -> new EventFilter.Fail(Failure.of(451, "not_here", "Not in this country.")));

        RawCaller.Answer answer = course.chat(true);

        assertThat(answer.body()).doesNotContain("[DONE]").contains("not_here");
        assertThat(course.left()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void aStageWaitsBeforeTheCallAndWithinTheStream() throws Exception {
        course.outer.enters(call -> new Step.Await(() -> resumed -> Step.GO));
        course.inner.enters(call -> new Step.Await(() -> again -> new Step.Await(() -> then -> Step.GO)));
        course.inner.attempts((call, attempt) -> new Step.Await(() -> resumed -> Step.GO));
        course.inner.filters(chunk -> new EventFilter.Wait(EventFilter.Pass::new));

        RawCaller.Answer answer = course.chat(true);

        assertThat(answer.body())
                .containsSubsequence("\"one\"", "\" two\"", "\" three\"", "\" four\"", "\"stop\"", "[DONE]");
        assertThat(course.left())
                .containsExactly("inner leave ANSWERED", "route leave ANSWERED", "outer leave ANSWERED");
    }

    @Test
    void whatAStageWaitedForLeavesAtOnceAlsoWhereTheProviderIsSilent() throws Exception {
        first.answer(Script.endless(chunk("hello"), Duration.ofMinutes(1)));
        course.inner.filters(chunk -> new EventFilter.Wait(EventFilter.Pass::new));

        try (RawCaller caller = course.connect()) {
            course.send(caller, true).readUntil("hello");
        }

        assertThat(course.left()).hasSize(3).allMatch(line -> line.endsWith("CALLER_GONE"));
    }

    @Test
    void whatAStageStillWaitsForIsNotWrittenBehindAFailure() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        first.answer(Script.sse(chunk("hello"), "{no json"));
        course.inner.filters(chunk -> new EventFilter.Wait(() -> {
            told.await(5, TimeUnit.SECONDS);
            return new EventFilter.Pass();
        }));
        second.answer(Script.sse(chunk("other"), "[DONE]"));
        course.inner.attempts((call, attempt) -> {
            if (attempt.number() == 2) {
                told.countDown();
            }
            return attempt.number() == 2 ? new Step.Refuse(TOO_DEAR) : Step.GO;
        });

        RawCaller.Answer answer = course.chat(true);

        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.body()).doesNotContain("hello");
        assertThat(course.left()).hasSize(3);
    }

    @Test
    void anEventReplacedIsWrittenAnewAndTheOthersStayAsTheyCame() throws Exception {
        first.answer(Script.sse(chunk("secret"), chunk("plain"), "[DONE]"));
        course.inner.filters(chunk -> {
            Chunk next = chunk;
            for (int i = 0; i < chunk.events().size(); i++) {
                if (chunk.events().get(i) instanceof Event.TextDelta(int choice, int block, String said)
                        && said.equals("secret")) {
                    next = next.replacing(i, new Event.TextDelta(choice, block, "***"));
                }
            }
            return new EventFilter.Replace(List.of(next));
        });

        assertThat(course.chat(true).body())
                .isEqualTo("data: " + chunk("***") + "\n\ndata: " + chunk("plain") + "\n\ndata: [DONE]\n\n");
    }

    @Test
    void aWholeAnswerIsShownToAFilterBeforeTheCallerHasAByteOfIt() throws Exception {
        course.inner.filters(chunk -> new EventFilter.Fail(Failure.of(451, "not_here", "Not in this country.")));

        RawCaller.Answer answer = course.chat(false);

        // The refused answer is an attempt that failed, so the next target is asked, and refused as well.
        assertThat(answer.status()).isEqualTo(451);
        assertThat(second.requestCount()).isEqualTo(1);
    }

    @Test
    void aWatcherSeesEveryByteThatTheCallerGets() throws Exception {
        StringBuilder seen = new StringBuilder();
        course.inner.taps((call, attempt) -> new Tap.Watch(frame -> {
            if (frame instanceof Frame.Raw(var bytes)) {
                seen.append(new String(bytes.toArray(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }));

        assertThat(course.chat(true).body()).isEqualTo(seen.toString());
    }

    private static String text(Event event) {
        return event instanceof Event.TextDelta(int _, int _, String said) ? said : "";
    }

    static String chunk(String text) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}";
    }
}
