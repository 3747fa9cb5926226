package io.sluice.dialects.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Unfolding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every recorded answer, written for callers of every other dialect and read there, says the same apart from the losses. */
class RecordedAnswersTest {
    /** Asks to see what is thought, so that those show it who show it only where it is asked for. */
    static final Conversation CURIOUS = new Conversation(
            "m",
            true,
            true,
            List.of(),
            Tools.NONE,
            Sampling.NONE,
            new Reasoning(Reasoning.Mode.ON, null, null, Reasoning.Shown.AUTO),
            null,
            null,
            null,
            Extras.NONE);

    @Test
    void everyWholeAnswerSaysTheSameInEveryOtherDialect() {
        List<String> found = new ArrayList<>();
        for (Spoken from : Spoken.values()) {
            for (Recording recording : from.answers()) {
                Answer answer = from.answer(recording.answer(), recording.provider());
                if (answer.error() == null) {
                    others(from).forEach(to -> found.addAll(Crossing.whole(recording.name(), answer, to, CURIOUS)));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyStreamSaysTheSameInEveryOtherDialect() {
        List<String> found = new ArrayList<>();
        for (Spoken from : Spoken.values()) {
            for (Recording recording : from.streams()) {
                List<Chunk> chunks = from.chunks(recording.answer(), recording.provider(), Integer.MAX_VALUE / 2);
                others(from).forEach(to -> found.addAll(Crossing.stream(recording.name(), chunks, to, CURIOUS)));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyWholeAnswerSaysTheSameAsAStreamOfAnother() {
        List<String> found = new ArrayList<>();
        for (Spoken from : Spoken.values()) {
            for (Recording recording : from.answers()) {
                Answer answer = from.answer(recording.answer(), recording.provider());
                Chunk chunk = Chunk.read(
                        Bytes.of(""),
                        Unfolding.of(answer).stream().map(Chunk.Placed::fixed).toList());
                others(from)
                        .forEach(to -> found.addAll(Crossing.stream(recording.name(), List.of(chunk), to, CURIOUS)));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theShortestStreamOfEachProviderSaysTheSameByteByByte() {
        Map<String, Runnable> shortest = new HashMap<>();
        for (Spoken from : Spoken.values()) {
            from.streams().stream()
                    .sorted(Comparator.comparingInt((Recording recording) -> recording.answer().length)
                            .reversed())
                    .forEach(recording ->
                            shortest.put(from + recording.provider(), () -> assertSameInSingles(from, recording)));
        }
        shortest.values().forEach(Runnable::run);
    }

    /** Long; run with {@code -Dsluice.everything=true}. */
    @Test
    @EnabledIfSystemProperty(named = "sluice.everything", matches = "true")
    void everyStreamSaysTheSameByteByByte() {
        for (Spoken from : Spoken.values()) {
            from.streams().forEach(recording -> assertSameInSingles(from, recording));
        }
    }

    private static void assertSameInSingles(Spoken from, Recording recording) {
        List<Chunk> whole = from.chunks(recording.answer(), recording.provider(), Integer.MAX_VALUE / 2);
        List<Chunk> singles = from.chunks(recording.answer(), recording.provider(), 1);
        for (Spoken to : others(from)) {
            assertThat(to.streamed(singles, asked()))
                    .as("%s as %s", recording.name(), to.id())
                    .isEqualTo(to.streamed(whole, asked()));
        }
        assertThat(Folding.of(Spoken.events(singles))).isEqualTo(Folding.of(Spoken.events(whole)));
    }

    private static Asked asked() {
        return new Asked("c1", 1_700_000_000, "asked", CURIOUS, new Losses());
    }

    static List<Spoken> others(Spoken from) {
        return java.util.Arrays.stream(Spoken.values()).filter(to -> to != from).toList();
    }
}
