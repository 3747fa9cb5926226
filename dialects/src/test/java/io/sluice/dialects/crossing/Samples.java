package io.sluice.dialects.crossing;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.List;

/** What each dialect looks like: requests, answers and streams of everything written by hand, for tests to begin from. */
public final class Samples {
    private Samples() {}

    /** What a caller may have asked. */
    public static Conversation asked() {
        return RecordedAnswersTest.CURIOUS;
    }

    /** Models a conversation may be sent to in that dialect; the usual one first. */
    public static List<Sending> targets(String dialect) {
        Spoken spoken = spoken(dialect);
        List<Sending> targets = new ArrayList<>(Targets.of(spoken));
        targets.addAll(Oddities.sendings(spoken));
        return targets;
    }

    /** Requests in that dialect. */
    public static List<byte[]> requests(String dialect) {
        Spoken spoken = spoken(dialect);
        List<Conversation> all = new ArrayList<>(Handmade.conversations().values());
        all.addAll(Oddities.conversations());
        return all.stream()
                .map(conversation ->
                        spoken.written(conversation, Targets.usually(spoken)).body())
                .toList();
    }

    /** Whole answers in that dialect. */
    public static List<byte[]> answers(String dialect) {
        Spoken spoken = spoken(dialect);
        return HandmadeAnswers.answers().values().stream()
                .map(answer -> spoken.answered(answer, terms()))
                .toList();
    }

    /** Streams in that dialect. */
    public static List<byte[]> streams(String dialect) {
        Spoken spoken = spoken(dialect);
        List<byte[]> streams = new ArrayList<>();
        for (Answer answer : HandmadeAnswers.answers().values()) {
            streams.add(spoken.streamed(HandmadeTest.chunks(answer), terms()));
        }
        return streams;
    }

    private static Asked terms() {
        return new Asked("c1", 1_700_000_000, "asked", asked(), new Losses());
    }

    private static Spoken spoken(String dialect) {
        for (Spoken spoken : Spoken.values()) {
            if (spoken.id().equals(dialect)) {
                return spoken;
            }
        }
        throw new IllegalArgumentException(dialect);
    }
}
