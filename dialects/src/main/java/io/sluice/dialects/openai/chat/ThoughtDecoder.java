package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a message or delta says of thinking. The words come under one of several names, often under two at once, and
 * the proof in {@code reasoning_details}: with its words or alone, as it came or (ours) all at the end.
 */
final class ThoughtDecoder {
    private final ChatDecoder.Place place;
    private final int choice;
    private final boolean whole;
    private final Blocks blocks;
    private final Deque<Thought> waiting = new ArrayDeque<>();
    private String words = "";
    private int from;
    private int to;
    private int emitted;

    ThoughtDecoder(ChatDecoder.Place place, int choice, boolean whole) {
        this.place = place;
        this.choice = choice;
        this.whole = whole;
        blocks = place.blocks();
    }

    /** Looks through the message the reader stands before for its thinking. */
    void read(JsonReader json) {
        List<Thought> details = new ArrayList<>();
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            switch (json.name()) {
                case "reasoning_content", "reasoning", "thinking" -> plain(json);
                case "reasoning_details" -> details = Thought.list(json);
                default -> json.skip();
            }
        }
        if (whole) {
            allAtOnce(details);
        } else {
            delta(details);
        }
    }

    private void plain(JsonReader json) {
        int start = json.position();
        String said = json.stringOrEmpty();
        if (said.isEmpty()) {
            return;
        }
        if (!words.isEmpty()) {
            place.echo(start, json.offset());
            return;
        }
        words = said;
        from = start;
        to = json.offset();
    }

    /** A whole message: a list with words in it is all of it, else the plain words belong to its first entry. */
    private void allAtOnce(List<Thought> details) {
        boolean told = details.stream().anyMatch(thought -> !thought.text().isEmpty());
        if (told) {
            if (!words.isEmpty()) {
                place.echo(from, to);
            }
            waiting.addAll(details);
            return;
        }
        boolean joins =
                !words.isEmpty() && !details.isEmpty() && details.getFirst().at() < 0;
        if (!words.isEmpty()) {
            Seal seal = joins ? details.getFirst().seal() : null;
            String id = joins ? details.getFirst().id() : "";
            waiting.add(new Thought(-1, true, words, seal, id, -1, from, to));
        }
        waiting.addAll(joins ? details.subList(1, details.size()) : details);
    }

    /** One more block that is no thinking is about to begin: what was thought before it comes first. */
    void before() {
        while (!waiting.isEmpty()
                && waiting.getFirst().at() <= blocks.choice(choice).begun() - emitted) {
            emit(waiting.removeFirst());
        }
    }

    /** The message is over. */
    void rest() {
        while (!waiting.isEmpty()) {
            emit(waiting.removeFirst());
        }
    }

    private void emit(Thought next) {
        Block block = next.block();
        if (block instanceof Block.Thinking(String text, Seal seal, String id, var _)) {
            emitted++;
            int number = blocks.number(
                    choice, "whole thought " + emitted, new Opening.Thinking(id, Notes.NONE), place.events());
            if (next.from() >= 0 && !text.isEmpty()) {
                place.add(new Event.ThinkingDelta(choice, number, text), next.from(), next.to());
            } else if (!text.isEmpty()) {
                place.add(new Event.ThinkingDelta(choice, number, text));
            }
            if (seal != null) {
                place.add(new Event.SealSeen(choice, number, seal));
            }
        } else if (block != null) {
            emitted++;
            blocks.whole(choice, new Opening.Whole(block), place.events());
        }
    }

    /** A thought in a list of content. */
    void said(String text, int start, int end) {
        int block = lane(blocks.choice(choice).plainThought(), "");
        place.add(new Event.ThinkingDelta(choice, block, text), start, end);
    }

    /** The proof of the thought said last. */
    void seal(Seal seal) {
        place.add(new Event.SealSeen(choice, lane(blocks.choice(choice).plainThought(), ""), seal));
    }

    private void delta(List<Thought> details) {
        Blocks.Choice state = blocks.choice(choice);
        if (!words.isEmpty()) {
            String id = details.isEmpty() ? "" : details.getFirst().id();
            int index = details.isEmpty() ? -1 : details.getFirst().index();
            String sort = index < 0 ? state.plainThought() : "thinking " + index;
            place.add(new Event.ThinkingDelta(choice, lane(sort, id), words), from, to);
        }
        int told = 0;
        for (Thought detail : details) {
            boolean ours = detail.at() >= 0;
            String sort = sort(state, detail, told);
            told += ours && !detail.text().isEmpty() ? 1 : 0;
            if (!detail.text().isEmpty() && (ours || !words.isEmpty()) && detail.from() >= 0) {
                place.echo(detail.from(), detail.to());
            } else if (!detail.text().isEmpty()) {
                words(detail, sort);
            }
            proof(state, detail, sort);
        }
    }

    /** Which thought an entry belongs to: ours repeat all of them in order, others go on with the one of their index. */
    private static String sort(Blocks.Choice state, Thought detail, int told) {
        if (detail.at() >= 0) {
            return detail.text().isEmpty()
                    ? "sealed " + detail.index()
                    : Blocks.Choice.thought(Math.min(told, Math.max(0, state.thoughts() - 1)));
        }
        String own = "thinking " + Math.max(0, detail.index());
        String plain = Blocks.Choice.thought(Math.max(0, state.thoughts() - 1));
        return state.isOpen(own) || !state.isOpen(plain) ? own : plain;
    }

    private void words(Thought detail, String sort) {
        Event event = new Event.ThinkingDelta(choice, lane(sort, detail.id()), detail.text());
        if (detail.from() >= 0) {
            place.add(event, detail.from(), detail.to());
        } else {
            place.add(event);
        }
    }

    private void proof(Blocks.Choice state, Thought detail, String sort) {
        Seal seal = detail.seal();
        if (seal == null) {
            return;
        }
        if (detail.shown() || (detail.at() < 0 && state.isOpen(sort))) {
            place.add(new Event.SealSeen(choice, lane(sort, detail.id()), seal));
        } else {
            Block hidden = new Block.HiddenThinking(seal, detail.id(), Notes.NONE);
            blocks.whole(choice, new Opening.Whole(hidden), place.events());
        }
    }

    private int lane(String sort, @Nullable String id) {
        return blocks.number(choice, sort, new Opening.Thinking(id == null ? "" : id, Notes.NONE), place.events());
    }
}
