package io.sluice.dialects.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Event.ArgumentsDelta;
import io.sluice.dialects.model.Event.BlockEnded;
import io.sluice.dialects.model.Event.BlockStarted;
import io.sluice.dialects.model.Event.Finished;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Event.Started;
import io.sluice.dialects.model.Event.TextDelta;
import io.sluice.dialects.model.Event.ThinkingDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderlyTest {
    private static final Opening ONE = new Opening.ToolCall("1", "one");
    private static final Opening TWO = new Opening.ToolCall("2", "two");

    @Test
    void aToolCallWaitsUntilTheOneBeforeItIsComplete() {
        List<Event> ordered = Orderly.of(List.of(
                new BlockStarted(0, 5, ONE),
                new ArgumentsDelta(0, 5, "{\"a\":"),
                new BlockStarted(0, 6, TWO),
                new ArgumentsDelta(0, 6, "{"),
                new ArgumentsDelta(0, 5, "\"}\"}"),
                new ArgumentsDelta(0, 6, "}")));

        assertThat(ordered)
                .containsExactly(
                        new Started("", ""),
                        new BlockStarted(0, 0, ONE),
                        new ArgumentsDelta(0, 0, "{\"a\":"),
                        new ArgumentsDelta(0, 0, "\"}\"}"),
                        new BlockEnded(0, 0),
                        new BlockStarted(0, 1, TWO),
                        new ArgumentsDelta(0, 1, "{"),
                        new ArgumentsDelta(0, 1, "}"));
    }

    @Test
    void aTextThatGoesOnAfterThinkingBeganIsABlockOfItsOwn() {
        List<Event> ordered = Orderly.of(List.of(
                new BlockStarted(0, 0, new Opening.Text()),
                new TextDelta(0, 0, "a"),
                new BlockStarted(0, 1, new Opening.Thinking()),
                new ThinkingDelta(0, 1, "b"),
                new TextDelta(0, 0, "c")));

        assertThat(ordered)
                .containsSubsequence(
                        new TextDelta(0, 0, "a"),
                        new BlockEnded(0, 0),
                        new ThinkingDelta(0, 1, "b"),
                        new BlockEnded(0, 1),
                        new BlockStarted(0, 2, new Opening.Text()),
                        new TextDelta(0, 2, "c"));
    }

    @Test
    void aTextThatComesForAToolCallIsABlockOfItsOwn() {
        List<Event> ordered = Orderly.of(List.of(
                new BlockStarted(0, 0, ONE),
                new ArgumentsDelta(0, 0, "{}"),
                new BlockEnded(0, 0),
                new TextDelta(0, 0, "late"),
                new ArgumentsDelta(0, 0, "{}"),
                new Finished(0, FinishReason.STOP, "stop")));

        assertThat(ordered)
                .containsSubsequence(
                        new BlockEnded(0, 0),
                        new BlockStarted(0, 1, new Opening.Text()),
                        new TextDelta(0, 1, "late"),
                        new Event.Unknown("arguments of what is no tool call", null),
                        new BlockEnded(0, 1));
    }

    @Test
    void aCallThatNeverEndsGivesWayWhenItsNumberIsTakenAnew() {
        List<Event> ordered = Orderly.of(List.of(
                new BlockStarted(0, 0, ONE),
                new BlockStarted(0, 0, new Opening.Text()),
                new TextDelta(0, 0, "said"),
                new Finished(0, FinishReason.STOP, "stop")));

        assertThat(ordered)
                .containsSubsequence(
                        new BlockEnded(0, 0),
                        new BlockStarted(0, 1, new Opening.Text()),
                        new TextDelta(0, 1, "said"),
                        new BlockEnded(0, 1),
                        new Finished(0, FinishReason.STOP, "stop"));
    }

    @Test
    void whatWaitedComesWhenTheAnswerIsOverWithoutAReason() {
        List<Event> ordered = new ArrayList<>();
        Orderly orderly = new Orderly(ordered::add);
        List.of(new BlockStarted(0, 0, ONE), new TextDelta(0, 1, "said")).forEach(orderly::take);
        orderly.end();

        assertThat(ordered)
                .containsSubsequence(
                        new BlockEnded(0, 0),
                        new BlockStarted(0, 1, new Opening.Text()),
                        new TextDelta(0, 1, "said"),
                        new BlockEnded(0, 1));
    }

    @Test
    void whatIsOpenEndsBeforeTheChoiceDoes() {
        List<Event> ordered = Orderly.of(List.of(
                new BlockStarted(0, 0, ONE),
                new ArgumentsDelta(0, 0, "{\"cut"),
                new BlockStarted(0, 1, TWO),
                new Finished(0, FinishReason.LENGTH, "length")));

        assertThat(ordered.subList(3, 7))
                .containsExactly(
                        new BlockEnded(0, 0),
                        new BlockStarted(0, 1, TWO),
                        new BlockEnded(0, 1),
                        new Finished(0, FinishReason.LENGTH, "length"));
    }

    @Test
    void aSealComesBackFromEveryEnvelope() {
        Seal seal = new Seal(Seal.ANTHROPIC, "EqQB+/=\nline");

        assertThat(Seal.read(seal.carriedIn(Seal.GEMINI), Seal.GEMINI)).isEqualTo(seal);
        assertThat(Seal.read(seal.carriedIn(Seal.ANTHROPIC), Seal.ANTHROPIC)).isEqualTo(seal);
        assertThat(Seal.read("c2x1aWNlc2VhbQ==", Seal.OPENAI)).isEqualTo(new Seal(Seal.OPENAI, "c2x1aWNlc2VhbQ=="));
    }

    @Test
    void foldingAnUnfoldedAnswerGivesItBack() {
        Answer answer = new Answer(
                "id",
                "m",
                List.of(new Answer.Choice(
                        0,
                        List.of(
                                new Block.Thinking("hm", new Seal(Seal.OPENAI, "x"), "rs_1", Notes.NONE),
                                Block.Text.of("yes"),
                                new Block.ToolCall("c", "f", "{\"a\":1}", false, new Seal("gemini", "s"), Notes.NONE)),
                        FinishReason.TOOL_CALLS,
                        "tool_use",
                        null,
                        "[{\"token\":\"a\"}]",
                        Extras.NONE)),
                new Usage(1, 2, 3, 4, 5, 6, 0, 0, 0, 0),
                null,
                Extras.NONE);

        assertThat(Folding.of(Orderly.of(Unfolding.of(answer)))).isEqualTo(answer);
    }

    @Test
    void whatIsNotedOfARefusalSurvivesTheStream() {
        Notes noted = Notes.of(Extras.of("openai-responses", Map.of("x", "1")));
        Answer answer = new Answer(
                "a",
                "m",
                List.of(new Answer.Choice(
                        0,
                        List.of(new Block.Refusal("no", noted)),
                        FinishReason.STOP,
                        "stop",
                        null,
                        null,
                        Extras.NONE)),
                null,
                null,
                Extras.NONE);

        assertThat(Folding.of(Unfolding.of(answer))).isEqualTo(answer);
    }
}
