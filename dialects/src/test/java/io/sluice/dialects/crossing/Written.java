package io.sluice.dialects.crossing;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer as a dialect writes it: of those that were recorded of the others, made by hand and made up. Public, as the
 * official clients that read them strictly are on another class path.
 *
 * @param name where it comes from
 */
public record Written(String name, byte[] bytes) {
    private static final int MADE_UP = 100;

    /** All of them whole, in the dialect of that id. */
    public static List<Written> answers(String dialect) {
        Spoken to = spoken(dialect);
        List<Written> all = new ArrayList<>();
        said(to).forEach((name, chunks) -> {
            Answer answer = Folding.of(Spoken.events(chunks));
            if (answer.error() == null) {
                all.add(new Written(name, to.answered(answer, asked())));
            }
        });
        return all;
    }

    /** All of them as streams, in the dialect of that id. */
    public static List<Written> streams(String dialect) {
        Spoken to = spoken(dialect);
        List<Written> all = new ArrayList<>();
        said(to).forEach((name, chunks) -> all.add(new Written(name, to.streamed(chunks, asked()))));
        return all;
    }

    private static Map<String, List<Chunk>> said(Spoken to) {
        Map<String, List<Chunk>> all = new LinkedHashMap<>();
        for (Spoken from : RecordedAnswersTest.others(to)) {
            for (Recording recording : from.answers()) {
                Answer answer = from.answer(recording.answer(), recording.provider());
                if (answer.error() == null) {
                    all.put(recording.name(), HandmadeTest.chunks(answer));
                }
            }
            for (Recording recording : from.streams()) {
                all.put(recording.name(), from.chunks(recording.answer(), recording.provider(), Integer.MAX_VALUE / 2));
            }
        }
        HandmadeAnswers.answers().forEach((what, answer) -> all.put(what, HandmadeTest.chunks(answer)));
        for (int seed = 0; seed < MADE_UP; seed++) {
            all.put("seed " + seed, HandmadeTest.chunks(new Invented(new Seeded(seed)).answer()));
        }
        return all;
    }

    private static Asked asked() {
        return new Asked("c1", 1_700_000_000, "asked", RecordedAnswersTest.CURIOUS, new Losses());
    }

    private static Spoken spoken(String dialect) {
        for (Spoken each : Spoken.values()) {
            if (each.id().equals(dialect)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no dialect is called " + dialect);
    }

    @Override
    public String toString() {
        return name;
    }
}
