package io.sluice.dialects.model;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.Splice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One unit of the wire (a stream event, or a whole answer) with what it means.
 *
 * <p>It keeps its bytes, so a chunk that no stage changed is written back exactly. Immutable; the bytes are its own.
 */
public final class Chunk {
    private final Bytes original;
    private final Bytes editable;
    private final List<Placed> placed;
    private final List<Event> events;

    private Chunk(Bytes original, Bytes editable, List<Placed> placed, List<Event> events) {
        this.original = original;
        this.editable = editable;
        this.placed = placed;
        this.events = events;
    }

    /** A chunk as read; {@code original} must be a copy the chunk may keep. */
    public static Chunk read(Bytes original, List<Placed> placed) {
        return read(original, original, placed);
    }

    /** A chunk whose text, where it is changed, is written from another spelling of it (an event of several lines). */
    public static Chunk read(Bytes original, Bytes editable, List<Placed> placed) {
        List<Event> events = placed.stream().map(Placed::event).toList();
        return new Chunk(original, editable, List.copyOf(placed), events);
    }

    /** The unit as the provider wrote it, framing included. */
    public Bytes original() {
        return original;
    }

    /** The text the places of {@link #placed()} count in: the original unless that cannot be edited. */
    public Bytes editable() {
        return editable;
    }

    /** What it means now. */
    public List<Event> events() {
        return events;
    }

    /** Where the events it was read as stand in {@link #editable()}; same order and size as {@link #events()}. */
    public List<Placed> placed() {
        return placed;
    }

    /** Whether any event was replaced. */
    public boolean changed() {
        for (int i = 0; i < events.size(); i++) {
            if (!events.get(i).equals(placed.get(i).event())) {
                return true;
            }
        }
        return false;
    }

    /**
     * The chunk's bytes as it says now: its own, with what was changed spliced in where it was read.
     *
     * @param spelling the JSON value that says an event, in the place of the one it was read from
     */
    public byte[] written(Function<Event, byte[]> spelling) {
        if (!changed()) {
            return original.toArray();
        }
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Placed was = placed.get(i);
            if (was.start() >= 0 && !events.get(i).equals(was.event())) {
                edits.add(new Edit(was.start(), was.end(), spelling.apply(events.get(i))));
            }
        }
        return Splice.of(editable.length(), edits).applyTo(editable);
    }

    /** The chunk with another event of the same sort in that place (an empty text takes text away). */
    public Chunk replacing(int index, Event event) {
        if (events.get(index).getClass() != event.getClass()) {
            throw new IllegalArgumentException(
                    "A " + events.get(index).getClass().getSimpleName() + " cannot give way to a "
                            + event.getClass().getSimpleName());
        }
        List<Event> next = new ArrayList<>(events);
        next.set(index, event);
        return new Chunk(original, editable, placed, List.copyOf(next));
    }

    /**
     * An event and the bytes that say it.
     *
     * @param start offset in the chunk's editable text of the JSON value the event's text was read from, -1 where there is none
     * @param end offset after that value
     */
    public record Placed(Event event, int start, int end) {
        /** An event with no text to replace. */
        public static Placed fixed(Event event) {
            return new Placed(event, -1, -1);
        }
    }
}
