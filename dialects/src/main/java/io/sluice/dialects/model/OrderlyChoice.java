package io.sluice.dialects.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One alternative's blocks, put one after another. */
final class OrderlyChoice {
    private final int choice;
    private final Consumer<Event> out;
    private final Map<Integer, Lane> lanes = new HashMap<>();
    private final Deque<Lane> waiting = new ArrayDeque<>();
    private @Nullable Lane open;
    private int next;

    /** A block as its provider numbers it, and what of it has to wait. */
    static final class Lane {
        final Event.Opening opening;
        final Completeness arguments = new Completeness();
        final List<Event> held = new ArrayList<>();
        int number = -1;
        boolean ended;
        boolean gone;

        Lane(Event.Opening opening) {
            this.opening = opening;
        }

        /** Whether nothing more of it is to be expected once another block has begun. */
        boolean mayGiveWay() {
            return ended || !(opening instanceof Event.Opening.ToolCall) || arguments.complete();
        }
    }

    OrderlyChoice(int choice, Consumer<Event> out) {
        this.choice = choice;
        this.out = out;
    }

    Lane begin(int block, Event.Opening opening) {
        Lane lane = new Lane(opening);
        Lane before = lanes.put(block, lane);
        if (before != null) {
            before.ended = true;
        }
        waiting.add(lane);
        advance();
        return lane;
    }

    void more(int block, Event event) {
        Lane lane = lanes.get(block);
        if (lane == null || !belongs(event, lane.opening)) {
            if (lane != null && event instanceof Event.ArgumentsDelta) {
                out.accept(new Event.Unknown("arguments of what is no tool call", null));
                return;
            }
            lane = begin(block, openingFor(event));
        } else if (lane.gone && lane.opening instanceof Event.Opening.ToolCall) {
            out.accept(new Event.Unknown("more of a tool call that was complete", null));
            return;
        } else if (lane.gone) {
            lane = begin(block, lane.opening);
        }
        if (event instanceof Event.ArgumentsDelta(int _, int _, String json)) {
            lane.arguments.add(json);
        }
        if (lane.equals(open)) {
            out.accept(numbered(event, lane.number));
        } else {
            lane.held.add(event);
        }
        advance();
    }

    /** Whether a block that opened so goes on like this. */
    private static boolean belongs(Event event, Event.Opening opening) {
        return switch (event) {
            case Event.TextDelta _, Event.CitationSeen _ -> opening instanceof Event.Opening.Text;
            case Event.ThinkingDelta _ -> opening instanceof Event.Opening.Thinking;
            case Event.RefusalDelta _ -> opening instanceof Event.Opening.Refusal;
            case Event.ArgumentsDelta _ -> opening instanceof Event.Opening.ToolCall;
            default -> true;
        };
    }

    private static Event.Opening openingFor(Event event) {
        return switch (event) {
            case Event.ThinkingDelta _ -> new Event.Opening.Thinking();
            case Event.RefusalDelta _ -> new Event.Opening.Refusal();
            case Event.ArgumentsDelta _ -> new Event.Opening.ToolCall("", "");
            default -> new Event.Opening.Text();
        };
    }

    void end(int block) {
        Lane lane = lanes.get(block);
        if (lane != null) {
            lane.ended = true;
            advance();
        }
    }

    void endAll() {
        lanes.values().forEach(lane -> lane.ended = true);
        advance();
    }

    private void advance() {
        while (true) {
            if (open != null && (open.ended || (!waiting.isEmpty() && open.mayGiveWay()))) {
                out.accept(new Event.BlockEnded(choice, open.number));
                open.gone = true;
                open = null;
            }
            if (open != null || waiting.isEmpty()) {
                return;
            }
            Lane lane = waiting.remove();
            open = lane;
            lane.number = next++;
            out.accept(new Event.BlockStarted(choice, lane.number, lane.opening));
            lane.held.forEach(event -> out.accept(numbered(event, lane.number)));
            lane.held.clear();
        }
    }

    private Event numbered(Event event, int number) {
        return switch (event) {
            case Event.TextDelta(int _, int _, String text) -> new Event.TextDelta(choice, number, text);
            case Event.ThinkingDelta(int _, int _, String text) -> new Event.ThinkingDelta(choice, number, text);
            case Event.RefusalDelta(int _, int _, String text) -> new Event.RefusalDelta(choice, number, text);
            case Event.ArgumentsDelta(int _, int _, String json) -> new Event.ArgumentsDelta(choice, number, json);
            case Event.SealSeen(int _, int _, Seal seal) -> new Event.SealSeen(choice, number, seal);
            case Event.CitationSeen(int _, int _, Citation one) -> new Event.CitationSeen(choice, number, one);
            default -> throw new IllegalArgumentException("Not part of a block: " + event);
        };
    }
}
