package io.sluice.dialects.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.openai.responses.OpenResponses;
import org.junit.jupiter.api.Test;

/** Answers of every dialect are valid by the Open Responses specification once they are written in it. */
class ValidResponsesTest {
    private final OpenResponses schema = OpenResponses.schema();

    @Test
    void everyAnswerIsValidWhole() {
        for (Written answer : Written.answers("openai-responses")) {
            assertThat(schema.answer(answer.bytes())).as(answer.name()).isEmpty();
        }
    }

    @Test
    void everyAnswerIsValidStreamed() {
        for (Written stream : Written.streams("openai-responses")) {
            assertThat(schema.stream(stream.bytes())).as(stream.name()).isEmpty();
        }
    }
}
