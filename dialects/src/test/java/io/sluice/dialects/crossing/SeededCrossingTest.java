package io.sluice.dialects.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was made up, said in one dialect and carried into another, through all of the pairs. */
class SeededCrossingTest {
    private static final int ROUNDS = Boolean.getBoolean("sluice.everything") ? 5_000 : 150;

    @Test
    void aConversationSaysTheSameThroughEveryPair() {
        List<String> found = new ArrayList<>();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Conversation invented = new Invented(new Seeded(seed)).conversation();
            for (Spoken from : Spoken.values()) {
                Sending sending = Targets.of(from).get(seed % 4);
                found.addAll(Crossing.request("seed-" + seed, invented, from, sending));
                Conversation said = from.again(from.written(invented, sending), sending, invented.stream());
                for (Spoken to : Spoken.values()) {
                    found.addAll(Crossing.request(
                            "seed-" + seed + "-" + from,
                            said,
                            to,
                            Targets.of(to).get(seed / 4 % 4)));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void anAnswerSaysTheSameThroughEveryPairWholeAndStreamed() {
        List<String> found = new ArrayList<>();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Answer invented = new Invented(new Seeded(seed)).answer();
            for (Spoken from : Spoken.values()) {
                Asked asked = new Asked("c1", 1_700_000_000, "asked", RecordedAnswersTest.CURIOUS, new Losses());
                Answer said = from.answer(from.answered(invented, asked), "");
                byte[] stream = from.streamed(HandmadeTest.chunks(invented), asked);
                for (Spoken to : Spoken.values()) {
                    String name = "seed-" + seed + "-" + from;
                    found.addAll(Crossing.whole(name, said, to, RecordedAnswersTest.CURIOUS));
                    found.addAll(Crossing.stream(
                            name + "-streamed",
                            from.chunks(stream, "", 1 + seed % 97),
                            to,
                            RecordedAnswersTest.CURIOUS));
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
