package io.sluice.dialects.bedrock;

import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Unfolding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the messages of one Converse stream into events, noting where each text stands in the payload.
 *
 * <p>Only tool calls and the like are begun by a message of their own; text and thinking begin with their first delta.
 */
final class StreamDecoder {
    private final Map<Long, Lane> lanes = new TreeMap<>();
    private final ContentReader reader = new ContentReader(new Problems());
    private List<Placed> events = new ArrayList<>();
    private int lastCall = -1;
    private int next;
    private boolean started;

    /** A block that has begun; one that is to be gathered whole keeps what came of it. */
    private static final class Lane {
        final int number;
        final String sort;
        final @Nullable Gathered gathered;

        Lane(int number, String sort, @Nullable Gathered gathered) {
            this.number = number;
            this.sort = sort;
            this.gathered = gathered;
        }
    }

    /** The message as a chunk; {@code original} are its bytes, for the chunk to keep. */
    Chunk message(Bytes original, Message message) {
        events = new ArrayList<>();
        Bytes payload = message.payload();
        if (!message.messageType().equals("event")) {
            events.add(Placed.fixed(new Event.Broken(ConverseErrors.read(message))));
            return Chunk.read(original, payload, events);
        }
        if (!started) {
            started = true;
            events.add(Placed.fixed(new Event.Started("", "")));
        }
        Members members = Members.of(payload);
        Long index = Values.whole(members.take("contentBlockIndex"));
        long block = index == null ? 0 : index;
        switch (message.eventType()) {
            case "messageStart" -> {}
            case "contentBlockStart" -> start(block, Members.of(members.take("start")));
            case "contentBlockDelta" -> delta(block, payload);
            case "contentBlockStop" -> stop(block);
            case "messageStop" -> {
                List.copyOf(lanes.keySet()).forEach(this::stop);
                messageStop(payload, members);
            }
            case "metadata" -> metadata(payload);
            default ->
                events.add(Placed.fixed(
                        new Event.Unknown(message.eventType(), payload.length() == 0 ? null : Values.raw(payload))));
        }
        return Chunk.read(original, payload, events);
    }

    private void start(long block, Members start) {
        stop(block);
        String sort = start.first();
        Bytes value = start.take(sort);
        Members head = Members.of(value);
        if (sort.equals("toolUse")) {
            String id = head.text("toolUseId");
            String name = head.text("name");
            Map<String, String> extras = new LinkedHashMap<>();
            if (Spelling.isOrdinary(head, extras)) {
                extras.putAll(head.rest());
                Notes notes = Notes.of(Extras.of(BedrockConverse.ID, extras));
                begin(block, sort, new Opening.ToolCall(id, name, false, notes));
                return;
            }
        }
        if (value != null) {
            lanes.put(block, new Lane(next++, sort, new Gathered(sort, value)));
        }
    }

    private Lane begin(long block, String sort, Opening opening) {
        Lane lane = new Lane(next++, sort, null);
        lanes.put(block, lane);
        add(new Event.BlockStarted(0, lane.number, opening));
        lastCall = opening instanceof Opening.ToolCall ? lane.number : lastCall;
        return lane;
    }

    private Lane lane(long block, String sort, Opening opening) {
        Lane lane = lanes.get(block);
        if (lane != null && lane.sort.equals(sort)) {
            return lane;
        }
        stop(block);
        return begin(block, sort, opening);
    }

    private void delta(long block, Bytes payload) {
        Span delta = Span.find(payload, 0, "delta");
        if (delta == null) {
            return;
        }
        JsonReader json = new JsonReader(payload, delta.start());
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            String name = json.name();
            int start = json.position();
            json.skip();
            delta(block, name, payload, new Span(start, json.offset()));
        }
    }

    private void delta(long block, String name, Bytes payload, Span span) {
        Bytes value = span.of(payload);
        Lane open = lanes.get(block);
        if (open != null && open.gathered != null) {
            open.gathered.add(name, value);
            return;
        }
        switch (name) {
            case "text" -> {
                String text = Values.text(value);
                Lane lane = lane(block, "text", new Opening.Text());
                place(new Event.TextDelta(0, lane.number, text), text, span);
            }
            case "toolUse" -> {
                Span input = Span.find(payload, span.start(), "input");
                String text = input == null ? "" : Values.text(input.of(payload));
                Lane lane = lane(block, "toolUse", new Opening.ToolCall("", ""));
                place(new Event.ArgumentsDelta(0, lane.number, text), text, input);
            }
            case "reasoningContent" -> reasoning(block, payload, span);
            case "citation" -> {
                Lane lane = lane(block, "text", new Opening.Text());
                add(new Event.CitationSeen(0, lane.number, Citations.read(value)));
            }
            default -> add(new Event.Unknown("contentBlockDelta." + name, Values.raw(value)));
        }
    }

    private void reasoning(long block, Bytes payload, Span span) {
        Members members = Members.of(span.of(payload));
        if (members.has("redactedContent")) {
            Seal seal = Seals.fromRedacted(members.text("redactedContent"));
            if (Seals.hangsOnCall(seal) && lastCall >= 0) {
                add(new Event.SealSeen(0, lastCall, Seals.takenFromCall(seal)));
                return;
            }
            Lane lane = begin(block, "hidden", new Opening.Whole(new Block.HiddenThinking(seal, "", Notes.NONE)));
            lanes.remove(block);
            add(new Event.BlockEnded(0, lane.number));
            return;
        }
        Lane lane = lane(block, "thinking", new Opening.Thinking());
        Span text = Span.find(payload, span.start(), "text");
        if (text != null) {
            String thought = Values.text(text.of(payload));
            place(new Event.ThinkingDelta(0, lane.number, thought), thought, text);
        }
        String signature = members.text("signature");
        if (!signature.isEmpty()) {
            add(new Event.SealSeen(0, lane.number, Seals.fromSignature(signature)));
        }
    }

    private void stop(long block) {
        Lane lane = lanes.remove(block);
        if (lane == null) {
            return;
        }
        if (lane.gathered != null) {
            Block whole = reader.block(Bytes.of(lane.gathered.json()), "");
            if (whole != null) {
                Unfolding.of(0, lane.number, whole).forEach(this::add);
                return;
            }
        }
        add(new Event.BlockEnded(0, lane.number));
    }

    private void messageStop(Bytes payload, Members members) {
        Bytes fields = members.take(ResponseFields.NAME);
        if (fields != null) {
            ResponseFields.read(fields, events);
        }
        Span reason = Span.find(payload, 0, "stopReason");
        String word = reason == null ? "" : Values.text(reason.of(payload));
        place(new Event.Finished(0, StopWords.read(word), word), word, reason);
    }

    private void metadata(Bytes payload) {
        JsonReader json = new JsonReader(payload, 0);
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            String name = json.name();
            int start = json.position();
            json.skip();
            Span span = new Span(start, json.offset());
            switch (name) {
                case "usage" -> Metadata.usage(span, payload, events);
                // Padding of random length, so that sizes tell nothing.
                case "p" -> {}
                default -> Metadata.note(name, span.of(payload), events);
            }
        }
    }

    private void add(Event event) {
        events.add(Placed.fixed(event));
    }

    private void place(Event event, String text, @Nullable Span span) {
        if (!text.isEmpty() && span != null) {
            events.add(span.says(event));
        }
    }
}
