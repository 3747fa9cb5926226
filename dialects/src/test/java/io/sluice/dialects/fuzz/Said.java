package io.sluice.dialects.fuzz;

import static java.nio.charset.StandardCharsets.UTF_16;

import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Folding;
import java.util.Arrays;
import java.util.List;

/** What an answer says to people. */
final class Said {
    private Said() {}

    /** Whether it is one alternative, the only sort that every dialect has. */
    static boolean isOne(Answer answer) {
        return answer.choices().stream().allMatch(choice -> choice.index() == 0);
    }

    /** Its text, refusals too, as most dialects write them as text; half a pair is what Java makes of it. */
    static String text(Answer answer) {
        StringBuilder text = new StringBuilder();
        for (Answer.Choice choice : answer.choices()) {
            for (Block block : choice.blocks()) {
                text.append(
                        switch (block) {
                            case Block.Text said -> said.text();
                            case Block.Refusal refusal -> refusal.text();
                            default -> "";
                        });
            }
        }
        return new String(text.toString().getBytes(UTF_16), UTF_16);
    }

    /** Whether it is one alternative, and nothing in it is told in a provider's own words. */
    static boolean isPlain(List<Event> events) {
        return isOne(Folding.of(events))
                && events.stream()
                        .noneMatch(event ->
                                event instanceof Event.BlockStarted(var _, var _, Event.Opening.Whole(Block.Opaque _)));
    }

    /** The letters of the text of a stream, sorted, as blocks that are mixed may be told one after another. */
    static String letters(List<Event> events) {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            text.append(
                    switch (event) {
                        case Event.TextDelta said -> said.text();
                        case Event.RefusalDelta refusal -> refusal.text();
                        case Event.BlockStarted(var _, var _, Event.Opening.Whole(Block.Text said)) -> said.text();
                        default -> "";
                    });
        }
        char[] letters = new String(text.toString().getBytes(UTF_16), UTF_16).toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }
}
