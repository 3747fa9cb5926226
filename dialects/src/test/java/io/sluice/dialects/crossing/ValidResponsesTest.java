package io.sluice.dialects.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.openai.responses.OpenResponses;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of every dialect are valid by the Open Responses specification once they are written in it. */
class ValidResponsesTest {
    private final OpenResponses schema = OpenResponses.schema();

    @Test
    void everyRecordedAnswerOfAnotherDialectIsValid() {
        for (Spoken from : RecordedAnswersTest.others(Spoken.RESPONSES)) {
            for (Recording recording : from.answers()) {
                Answer answer = from.answer(recording.answer(), recording.provider());
                if (answer.error() == null) {
                    assertValid(recording.name(), HandmadeTest.chunks(answer));
                }
            }
            for (Recording recording : from.streams()) {
                assertValid(
                        recording.name(), from.chunks(recording.answer(), recording.provider(), Integer.MAX_VALUE / 2));
            }
        }
    }

    @Test
    void everyAnswerMadeByHandOrMadeUpIsValid() {
        HandmadeAnswers.answers().forEach((what, answer) -> assertValid(what, HandmadeTest.chunks(answer)));
        for (int seed = 0; seed < 100; seed++) {
            assertValid("seed " + seed, HandmadeTest.chunks(new Invented(new Seeded(seed)).answer()));
        }
    }

    private void assertValid(String name, List<Chunk> chunks) {
        Answer answer = Folding.of(Spoken.events(chunks));
        Asked asked = new Asked("c1", 1_700_000_000, "asked", RecordedAnswersTest.CURIOUS, new Losses());
        if (answer.error() == null) {
            assertThat(schema.answer(Spoken.RESPONSES.answered(answer, asked)))
                    .as(name)
                    .isEmpty();
        }
        assertThat(schema.stream(Spoken.RESPONSES.streamed(chunks, asked)))
                .as(name)
                .isEmpty();
    }
}
