package io.sluice.dialects.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Unfolding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each thing that can be said, in every dialect: it says the same apart from the losses named. */
class HandmadeTest {
    @Test
    void everyConversationSaysTheSameInEveryDialect() {
        List<String> found = new ArrayList<>();
        Handmade.conversations().forEach((what, conversation) -> {
            for (Spoken to : Spoken.values()) {
                for (var sending : Targets.of(to)) {
                    found.addAll(Crossing.request(what, conversation, to, sending));
                }
            }
        });
        assertThat(found).isEmpty();
    }

    @Test
    void whatIsOutOfTheOrdinarySaysTheSameInEveryDialect() {
        List<String> found = new ArrayList<>();
        List<Conversation> all = new ArrayList<>(Handmade.conversations().values());
        all.addAll(Oddities.conversations());
        for (int i = 0; i < all.size(); i++) {
            for (Spoken to : Spoken.values()) {
                for (var sending : Oddities.sendings(to)) {
                    found.addAll(Crossing.request("oddity-" + i + "-" + sending.model(), all.get(i), to, sending));
                }
            }
        }
        // Models that never think need not be told so.
        found.removeIf(line -> line.matches(".*-(meta|amazon|mistral|gemini-1).* reasoning.mode at .*: gone: OFF .*"));
        assertThat(found).isEmpty();
    }

    @Test
    void everyAnswerSaysTheSameInEveryDialectWholeAndStreamed() {
        List<String> found = new ArrayList<>();
        HandmadeAnswers.answers().forEach((what, answer) -> {
            for (Spoken to : Spoken.values()) {
                found.addAll(Crossing.whole(what, answer, to, RecordedAnswersTest.CURIOUS));
                found.addAll(Crossing.stream(what + " streamed", chunks(answer), to, RecordedAnswersTest.CURIOUS));
            }
        });
        assertThat(found).isEmpty();
    }

    static List<Chunk> chunks(Answer answer) {
        return List.of(Chunk.read(
                Bytes.of(""),
                Unfolding.of(answer).stream().map(Chunk.Placed::fixed).toList()));
    }
}
