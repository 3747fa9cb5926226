package io.sluice.dialects.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts the events of an answer in the order that writers rely on: in each choice one block at a time, begun before
 * anything of it, ended before the next and before the choice's end; blocks numbered from 0 in the order they begin
 * here; {@link Event.Started} first; nothing after {@link Event.Broken}.
 *
 * <p>Where a dialect interleaves blocks (parallel tool calls of OpenAI Chat), the later one waits until the earlier is
 * complete; a text that goes on after another block began becomes a block of its own, and so does one that comes for a
 * block of another sort. Nothing is dropped. Not safe for several threads.
 */
public final class Orderly {
    private final Consumer<Event> out;
    private final Map<Integer, OrderlyChoice> choices = new TreeMap<>();
    private boolean started;
    private boolean broken;

    /** Events in order go to {@code out}. */
    public Orderly(Consumer<Event> out) {
        this.out = out;
    }

    /** All of those events in order. */
    public static List<Event> of(Iterable<Event> events) {
        List<Event> ordered = new ArrayList<>();
        Orderly orderly = new Orderly(ordered::add);
        events.forEach(orderly::take);
        return ordered;
    }

    /** Takes the next event. */
    public void take(Event event) {
        if (broken) {
            return;
        }
        if (event instanceof Event.Started) {
            if (!started) {
                started = true;
                out.accept(event);
            }
            return;
        }
        if (!started) {
            started = true;
            out.accept(new Event.Started("", ""));
        }
        place(event);
    }

    /** The answer is over: what is open ends, and what waited for it comes. */
    public void end() {
        if (!broken) {
            choices.values().forEach(OrderlyChoice::endAll);
        }
    }

    private void place(Event event) {
        switch (event) {
            case Event.BlockStarted(int choice, int block, Event.Opening opening) ->
                choice(choice).begin(block, opening);
            case Event.TextDelta(int choice, int block, String _) ->
                choice(choice).more(block, event);
            case Event.ThinkingDelta(int choice, int block, String _) ->
                choice(choice).more(block, event);
            case Event.RefusalDelta(int choice, int block, String _) ->
                choice(choice).more(block, event);
            case Event.ArgumentsDelta(int choice, int block, String _) ->
                choice(choice).more(block, event);
            case Event.SealSeen(int choice, int block, Seal _) -> choice(choice).more(block, event);
            case Event.CitationSeen(int choice, int block, Citation _) ->
                choice(choice).more(block, event);
            case Event.BlockEnded(int choice, int block) -> choice(choice).end(block);
            case Event.Finished(int choice, FinishReason _, String _) -> {
                choice(choice).endAll();
                out.accept(event);
            }
            case Event.Broken _ -> {
                broken = true;
                out.accept(event);
            }
            case Event.Started _,
                    Event.LogprobsSeen _,
                    Event.StopSequenceSeen _,
                    Event.Noted _,
                    Event.UsageSeen _,
                    Event.Unknown _ -> out.accept(event);
        }
    }

    private OrderlyChoice choice(int index) {
        return choices.computeIfAbsent(index, i -> new OrderlyChoice(i, out));
    }
}
