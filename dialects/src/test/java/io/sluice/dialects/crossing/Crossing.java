package io.sluice.dialects.crossing;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.List;

/** Carries what one dialect said into another, and tells what is said otherwise there without a loss that names it. */
final class Crossing {
    private Crossing() {}

    static List<String> request(String name, Conversation conversation, Spoken to, Sending sending) {
        List<String> found = new ArrayList<>();
        String pair = name + " as " + to.id() + ": ";
        try {
            Outgoing outgoing = to.written(conversation, sending);
            Conversation again = to.again(outgoing, sending, conversation.stream());
            add(found, pair, to, Essence.of(conversation), Essence.of(again), outgoing.losses());
            Shapes.request(to, outgoing.body()).forEach(wrong -> found.add(pair + "shape: " + wrong));
        } catch (AssertionError | RuntimeException broken) {
            found.add(pair + broken);
        }
        return found;
    }

    static List<String> whole(String name, Answer answer, Spoken to, Conversation conversation) {
        List<String> found = new ArrayList<>();
        String pair = name + " as " + to.id() + ": ";
        try {
            Losses losses = new Losses();
            byte[] written = to.answered(answer, new Asked("c1", 1_700_000_000, "asked", conversation, losses));
            Answer again = to.answer(written, "");
            add(found, pair, to, AnswerEssence.of(answer), AnswerEssence.of(again), losses.all());
            Shapes.answer(to, written).forEach(wrong -> found.add(pair + "shape: " + wrong));
        } catch (AssertionError | RuntimeException broken) {
            found.add(pair + broken);
        }
        return found;
    }

    static List<String> stream(String name, List<Chunk> chunks, Spoken to, Conversation conversation) {
        List<String> found = new ArrayList<>();
        String pair = name + " as " + to.id() + ": ";
        try {
            Losses losses = new Losses();
            byte[] written = to.streamed(chunks, new Asked("c1", 1_700_000_000, "asked", conversation, losses));
            Answer answer = Folding.of(Spoken.events(chunks));
            Answer again = Folding.of(Spoken.events(to.chunks(written, "", Integer.MAX_VALUE / 2)));
            add(found, pair, to, AnswerEssence.of(answer), AnswerEssence.of(again), losses.all());
            if (answer.error() == null) {
                Shapes.stream(to, written).forEach(wrong -> found.add(pair + "shape: " + wrong));
            }
        } catch (AssertionError | RuntimeException broken) {
            found.add(pair + broken);
        }
        return found;
    }

    private static void add(
            List<String> found, String pair, Spoken to, List<Said> expected, List<Said> actual, List<Loss> losses) {
        Said.unexplained(to, expected, actual, losses).forEach(line -> found.add(pair + line + "   LOSSES " + losses));
    }
}
