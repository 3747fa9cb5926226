package io.sluice.dialects.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Codec;
import io.sluice.dialects.Meaning;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Unfolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Every recorded answer, read into the canonical form and written back, says the same. */
class RecordedAnswersTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Codec CODEC = new OpenAiChat().codec();

    @Test
    void everyAnswerMeansTheSameWrittenBack() {
        List<String> found = new ArrayList<>();
        for (Recording recording : answers()) {
            Quirks quirks = ProviderFlags.of(recording.provider());
            Answer answer = CODEC.readAnswer(Bytes.of(recording.answer()), quirks);
            Losses losses = new Losses();
            Asked asked = new Asked("c1", 1_700_000_000, answer.model(), conversation(recording), losses);
            byte[] written = CODEC.writeAnswer(answer, asked);
            if (answer.error() != null) {
                continue;
            }
            for (String difference :
                    Meaning.differences(SameMeaning.ofAnswer(recording.answer()), SameMeaning.ofAnswer(written))) {
                found.add(recording.name() + " " + difference);
            }
            losses.all().forEach(loss -> found.add(recording.name() + " lost " + loss));
            assertThat(answer.usage())
                    .as(recording.name())
                    .isEqualTo(CODEC.readAnswer(Bytes.of(written), Quirks.NONE).usage());
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyAnswerUnfoldsIntoEventsThatFoldIntoIt() {
        for (Recording recording : answers()) {
            Answer answer = CODEC.readAnswer(Bytes.of(recording.answer()), ProviderFlags.of(recording.provider()));
            assertThat(Folding.of(Unfolding.of(answer))).as(recording.name()).isEqualTo(answer);
        }
    }

    private static Conversation conversation(Recording recording) {
        boolean kept = recording.request().length > 0
                && JSON.readTree(recording.request()).path("model").isString();
        return kept ? RecordedConversationsTest.read(recording) : nothing();
    }

    static Conversation nothing() {
        return new Conversation(
                "m", true, true, List.of(), Tools.NONE, Sampling.NONE, Reasoning.NONE, null, null, null, Extras.NONE);
    }

    private static List<Recording> answers() {
        return Recordings.of(Set.of("openai.chat")).stream()
                .filter(recording -> !recording.stream() && recording.status() < 400)
                .filter(recording -> recording.answer().length > 0 && recording.answer()[0] == '{')
                .toList();
    }
}
