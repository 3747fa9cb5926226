package io.sluice.dialects.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gemini may call a tool nobody declared and say so: every caller is told of the call in the same way. */
class UnusedCallsTest {

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void anAnswerThatEndsForAReasonNobodyKnowsWithCallsInItWaitsForTheirResults(Spoken to) {
        Block call = new Block.ToolCall("c", "list_files", "{}", false, null, Notes.NONE);
        Answer.Choice choice = new Answer.Choice(
                0, List.of(call), FinishReason.OTHER, "UNEXPECTED_TOOL_CALL", null, null, Extras.NONE);
        Answer answer = new Answer("a", "m", List.of(choice), null, null, Extras.NONE);
        Asked asked = new Asked("c1", 1, "asked", RecordedAnswersTest.CURIOUS, new Losses());

        Answer streamed = Folding.of(
                Spoken.events(to.chunks(to.streamed(HandmadeTest.chunks(answer), asked), "", Integer.MAX_VALUE / 2)));

        // Gemini says its own word again, and its callers look for calls.
        FinishReason expected = to == Spoken.GEMINI ? FinishReason.OTHER : FinishReason.TOOL_CALLS;
        assertThat(streamed.choices().getFirst().reason()).isEqualTo(expected);
        assertThat(to.answer(to.answered(answer, asked), "")
                        .choices()
                        .getFirst()
                        .reason())
                .isEqualTo(expected);
    }
}
