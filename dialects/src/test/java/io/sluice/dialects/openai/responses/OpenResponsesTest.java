package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Unfolding;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every answer and event that is written is valid by the specification. */
class OpenResponsesTest {
    private final OpenResponses schema = OpenResponses.schema();

    @Test
    void everyRecordedAnswerWrittenAnewIsValid() {
        for (Recording recording : Recordings.of(Set.of("openai.responses"))) {
            if (recording.status() >= 400) {
                continue;
            }
            Asked asked = Calls.asked(conversation(recording));
            Answer answer = recording.stream() ? Calls.folded(recording.answer()) : Calls.answer(recording.answer());
            assertThat(schema.answer(Calls.DIALECT.codec().writeAnswer(answer, asked)))
                    .as(recording.name())
                    .isEmpty();
            assertThat(schema.stream(Calls.streamed(Unfolding.of(answer), asked)))
                    .as(recording.name())
                    .isEmpty();
            if (recording.stream()) {
                assertThat(schema.stream(Calls.streamed(Calls.events(recording.answer()), asked)))
                        .as(recording.name())
                        .isEmpty();
            }
        }
    }

    private static Conversation conversation(Recording recording) {
        return recording.request().length == 0
                ? Calls.foreign()
                : Calls.conversation(new String(recording.request(), UTF_8));
    }

    @Test
    void whateverTheAnswerItIsValidWholeAndStreamed() {
        for (int seed = 0; seed < 300; seed++) {
            Made made = new Made(new Seeded(seed));
            Asked asked = Calls.asked(made.conversation());
            Answer answer = made.answer();
            assertThat(schema.answer(Calls.DIALECT.codec().writeAnswer(answer, asked)))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(schema.stream(Calls.streamed(Unfolding.of(answer), asked)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void aBrokenStreamIsValidUpToItsFailure() {
        byte[] stream = Calls.streamed(
                List.of(
                        new Event.BlockStarted(0, 0, new Event.Opening.Text()),
                        new Event.TextDelta(0, 0, "half"),
                        new Event.Broken(ErrorFacts.of(502, "upstream_cut", "It broke off"))),
                Calls.asked(Calls.foreign()));
        assertThat(schema.stream(stream)).isEmpty();
        assertThat(new String(stream, UTF_8)).contains("event: error\n").doesNotContain("response.completed");
    }

    @Test
    void aValidatorThatAcceptsEverythingWouldBeNone() {
        assertThat(schema.answer("{\"object\":\"response\"}".getBytes(UTF_8))).isNotEmpty();
        byte[] whole = Calls.DIALECT.codec().writeAnswer(Calls.folded(new byte[0]), Calls.asked(Calls.foreign()));
        assertThat(schema.answer(whole)).isEmpty();
        String broken = new String(whole, UTF_8).replace("\"temperature\":1", "\"temperature\":\"1\"");
        assertThat(schema.answer(broken.getBytes(UTF_8))).hasSize(1);
    }
}
