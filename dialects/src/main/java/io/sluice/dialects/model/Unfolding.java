package io.sluice.dialects.model;

import java.util.ArrayList;
import java.util.List;

/** Unfolds a whole answer into the events it could have come as, blocks one after another. */
public final class Unfolding {
    private final List<Event> events = new ArrayList<>();

    private Unfolding() {}

    /** The events of that answer; folding them gives it back. */
    public static List<Event> of(Answer answer) {
        Unfolding unfolding = new Unfolding();
        unfolding.answer(answer);
        return unfolding.events;
    }

    /** The events of one block, from its beginning to its end. */
    public static List<Event> of(int choice, int number, Block block) {
        Unfolding unfolding = new Unfolding();
        unfolding.block(choice, number, block);
        return unfolding.events;
    }

    private void answer(Answer answer) {
        events.add(new Event.Started(answer.id(), answer.model()));
        note(-1, answer.extras());
        answer.choices().forEach(this::choice);
        if (answer.usage() != null) {
            events.add(new Event.UsageSeen(answer.usage()));
        }
        if (answer.error() != null) {
            events.add(new Event.Broken(answer.error()));
        }
    }

    private void choice(Answer.Choice choice) {
        int index = choice.index();
        for (int i = 0; i < choice.blocks().size(); i++) {
            block(index, i, choice.blocks().get(i));
        }
        note(index, choice.extras());
        if (choice.logprobs() != null) {
            events.add(new Event.LogprobsSeen(index, choice.logprobs()));
        }
        if (choice.stopSequence() != null) {
            events.add(new Event.StopSequenceSeen(index, choice.stopSequence()));
        }
        if (choice.reason() != null) {
            events.add(new Event.Finished(index, choice.reason(), choice.word()));
        }
    }

    private void note(int choice, Extras extras) {
        extras.fields().forEach((name, json) -> events.add(new Event.Noted(choice, extras.dialect(), name, json)));
    }

    private void block(int choice, int number, Block block) {
        events.add(new Event.BlockStarted(choice, number, opening(block)));
        switch (block) {
            case Block.Text text -> {
                if (!text.text().isEmpty()) {
                    events.add(new Event.TextDelta(choice, number, text.text()));
                }
                text.citations().forEach(one -> events.add(new Event.CitationSeen(choice, number, one)));
            }
            case Block.Thinking thinking -> {
                if (!thinking.text().isEmpty()) {
                    events.add(new Event.ThinkingDelta(choice, number, thinking.text()));
                }
                if (thinking.seal() != null) {
                    events.add(new Event.SealSeen(choice, number, thinking.seal()));
                }
            }
            case Block.ToolCall call -> {
                if (call.seal() != null) {
                    events.add(new Event.SealSeen(choice, number, call.seal()));
                }
                if (!call.arguments().isEmpty()) {
                    events.add(new Event.ArgumentsDelta(choice, number, call.arguments()));
                }
            }
            case Block.Refusal refusal -> events.add(new Event.RefusalDelta(choice, number, refusal.text()));
            case Block.Media _, Block.HiddenThinking _, Block.ToolResult _, Block.Opaque _ -> {}
        }
        events.add(new Event.BlockEnded(choice, number));
    }

    private static Event.Opening opening(Block block) {
        return switch (block) {
            case Block.Text text -> new Event.Opening.Text(text.notes());
            case Block.Thinking thinking -> new Event.Opening.Thinking(thinking.id(), thinking.notes());
            case Block.ToolCall call -> new Event.Opening.ToolCall(call.id(), call.name(), call.free(), call.notes());
            case Block.Refusal refusal -> new Event.Opening.Refusal(refusal.notes());
            case Block.Media _, Block.HiddenThinking _, Block.ToolResult _, Block.Opaque _ ->
                new Event.Opening.Whole(block);
        };
    }
}
