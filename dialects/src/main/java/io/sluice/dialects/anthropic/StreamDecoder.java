package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the events of one stream into canonical ones, noting where each text stands. */
final class StreamDecoder {
    private final UsageReading usage = new UsageReading();
    private final Map<Integer, OpaqueBlock> opaque = new HashMap<>();
    /** How many blocks {@code message_start} had already; those that follow are counted from there. */
    private int before;

    /** One event, and the spelling of it with all data on one line, which begins at that offset. */
    Chunk event(Bytes original, Bytes editable, int dataStart, int dataEnd) {
        List<Placed> events = new ArrayList<>();
        read(editable.slice(dataStart, dataEnd), dataStart, events);
        return Chunk.read(original, editable, events);
    }

    private void read(Bytes data, int offset, List<Placed> events) {
        Fields event = Fields.of(new JsonReader(data, 0));
        String type = event.text("type");
        switch (type) {
            case "message_start" -> start(event, offset, events);
            case "content_block_start" -> begin(event, offset, events);
            case "content_block_delta" -> more(event, offset, events);
            case "content_block_stop" -> stop(number(event), events);
            case "message_delta" -> delta(event, offset, events);
            case "message_stop" -> AnswerDecoder.notes(event, events);
            case "ping" -> {}
            case "error" -> broken(data, events);
            default -> {
                if (type.isEmpty() && event.at("error") != null) {
                    broken(data, events);
                } else {
                    events.add(Placed.fixed(new Event.Unknown(type, data.utf8(0, data.length()))));
                }
            }
        }
    }

    private static void broken(Bytes data, List<Placed> events) {
        events.add(Placed.fixed(new Event.Broken(MessagesErrors.of(new JsonReader(data, 0), 0))));
    }

    private void start(Fields event, int offset, List<Placed> events) {
        JsonReader json = event.at("message", Kind.OBJECT);
        if (json == null) {
            return;
        }
        Fields message = Fields.of(json);
        events.add(Placed.fixed(new Event.Started(message.text("id"), message.text("model"))));
        message.at("type");
        message.at("role");
        before = AnswerDecoder.blocks(message, offset, events);
        AnswerDecoder.ending(message, offset, events);
        usage(message, events);
        AnswerDecoder.notes(message, events);
    }

    private void usage(Fields fields, List<Placed> events) {
        JsonReader json = fields.at("usage");
        if (json != null) {
            usage.take(json);
            AnswerDecoder.usage(usage, events);
        }
    }

    private void delta(Fields event, int offset, List<Placed> events) {
        usage(event, events);
        JsonReader json = event.at("delta", Kind.OBJECT);
        if (json != null) {
            Fields delta = Fields.of(json);
            AnswerDecoder.ending(delta, offset, events);
            AnswerDecoder.notes(delta, events);
        }
        AnswerDecoder.notes(event, events);
    }

    private void begin(Fields event, int offset, List<Placed> events) {
        JsonReader json = event.at("content_block", Kind.OBJECT);
        if (json == null) {
            return;
        }
        int number = number(event);
        String type = Fields.of(json.copy()).text("type");
        if (BlockDecoder.isOpaque(type)) {
            // Told when it is whole: its input may still come in pieces.
            opaque.put(number, new OpaqueBlock(type, json));
        } else {
            new BlockDecoder(offset, true, events).begin(number, json);
        }
    }

    private void stop(int number, List<Placed> events) {
        OpaqueBlock held = opaque.remove(number);
        if (held != null) {
            new BlockDecoder(0, true, events).opaque(number, held.type(), held.json());
        }
        events.add(Placed.fixed(new Event.BlockEnded(0, number)));
    }

    private void more(Fields event, int offset, List<Placed> events) {
        JsonReader json = event.at("delta", Kind.OBJECT);
        if (json == null) {
            return;
        }
        int number = number(event);
        Fields delta = Fields.of(json);
        OpaqueBlock held = opaque.get(number);
        if (held != null) {
            held.more(delta);
            return;
        }
        switch (delta.text("type")) {
            case "text_delta" -> piece(delta, "text", number, offset, events);
            case "thinking_delta" -> piece(delta, "thinking", number, offset, events);
            case "input_json_delta" -> piece(delta, "partial_json", number, offset, events);
            case "signature_delta" -> {
                Seal seal = Seal.read(delta.text("signature"), Seal.ANTHROPIC);
                events.add(Placed.fixed(new Event.SealSeen(0, number, seal)));
            }
            case "citations_delta" -> {
                JsonReader citation = delta.at("citation", Kind.OBJECT);
                if (citation != null) {
                    events.add(Placed.fixed(new Event.CitationSeen(0, number, Citations.read(citation))));
                }
            }
            default -> events.add(Placed.fixed(new Event.Unknown(delta.text("type"), event.raw("delta"))));
        }
    }

    private static void piece(Fields delta, String field, int number, int offset, List<Placed> events) {
        JsonReader json = delta.at(field, Kind.STRING);
        if (json == null) {
            return;
        }
        int start = json.position();
        String text = json.string();
        if (text.isEmpty()) {
            return;
        }
        Event piece = switch (field) {
            case "thinking" -> new Event.ThinkingDelta(0, number, text);
            case "partial_json" -> new Event.ArgumentsDelta(0, number, text);
            default -> new Event.TextDelta(0, number, text);
        };
        events.add(new Placed(piece, offset + start, offset + json.offset()));
    }

    private int number(Fields event) {
        String index = event.raw("index");
        return before + Math.clamp(index == null ? 0 : MessagesRequest.whole(index), 0, 1 << 20);
    }
}
