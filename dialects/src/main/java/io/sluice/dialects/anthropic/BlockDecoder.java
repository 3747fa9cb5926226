package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads content blocks of an answer into events: begun, with what is in them already, not ended. */
final class BlockDecoder {
    private final int offset;
    private final boolean stream;
    private final List<Placed> events;

    /**
     * A decoder that adds to {@code events}.
     *
     * @param offset where the readers' text begins in the chunk's
     * @param stream whether blocks begin here and go on in later events
     */
    BlockDecoder(int offset, boolean stream, List<Placed> events) {
        this.offset = offset;
        this.stream = stream;
        this.events = events;
    }

    /** Whether the block is one only this dialect understands. */
    static boolean isOpaque(String type) {
        return switch (type) {
            case "text", "thinking", "redacted_thinking", "tool_use" -> false;
            default -> true;
        };
    }

    /** The block that is the reader's next value. */
    void begin(int number, JsonReader json) {
        Fields block = Fields.of(json.copy());
        String type = block.text("type");
        switch (type) {
            case "text" -> text(number, block);
            case "thinking" -> thinking(number, block);
            case "redacted_thinking" -> {
                Seal seal = Seal.read(block.text("data"), Seal.ANTHROPIC);
                start(number, new Opening.Whole(new Block.HiddenThinking(seal, "", Notes.of(block.rest()))));
            }
            case "tool_use" -> call(number, block);
            default -> opaque(number, type, json.copy().raw());
        }
        json.skip();
    }

    /** A block that came whole and only this dialect understands. */
    void opaque(int number, String type, String json) {
        start(number, new Opening.Whole(new Block.Opaque(AnthropicMessages.ID, type, json, Notes.NONE)));
    }

    private void text(int number, Fields block) {
        JsonReader text = block.at("text", Kind.STRING);
        JsonReader citations = block.at("citations", Kind.ARRAY);
        start(number, new Opening.Text(Notes.of(block.rest())));
        String said = text == null ? "" : text.copy().string();
        if (text != null && !said.isEmpty()) {
            place(new Event.TextDelta(0, number, said), text);
        }
        Citations.list(citations).forEach(one -> add(new Event.CitationSeen(0, number, one)));
    }

    private void thinking(int number, Fields block) {
        JsonReader text = block.at("thinking", Kind.STRING);
        String signature = block.text("signature");
        start(number, new Opening.Thinking("", Notes.of(block.rest())));
        String said = text == null ? "" : text.copy().string();
        if (text != null && !said.isEmpty()) {
            place(new Event.ThinkingDelta(0, number, said), text);
        }
        if (!signature.isEmpty()) {
            add(new Event.SealSeen(0, number, Seal.read(signature, Seal.ANTHROPIC)));
        }
    }

    private void call(int number, Fields block) {
        String id = block.text("id");
        String name = block.text("name");
        JsonReader input = block.at("input");
        start(number, new Opening.ToolCall(id, name, false, Notes.of(callExtras(block))));
        String arguments = input == null ? "" : input.copy().raw();
        if (input == null || (stream && isEmptyObject(arguments))) {
            return;
        }
        Event delta = new Event.ArgumentsDelta(0, number, arguments);
        if (stream) {
            add(delta);
        } else {
            place(delta, input);
        }
    }

    /** That the model itself called is what a call without a caller says too. */
    static Extras callExtras(Fields block) {
        Extras rest = block.rest();
        Map<String, String> fields = new LinkedHashMap<>(rest.fields());
        JsonReader caller = block.at("caller", Kind.OBJECT);
        if (caller != null && Fields.of(caller).text("type").equals("direct")) {
            fields.remove("caller");
        }
        return Extras.of(AnthropicMessages.ID, fields);
    }

    static boolean isEmptyObject(String json) {
        return json.length() >= 2
                && json.charAt(0) == '{'
                && json.substring(1, json.length() - 1).isBlank();
    }

    private void start(int number, Opening opening) {
        add(new Event.BlockStarted(0, number, opening));
    }

    private void place(Event event, JsonReader before) {
        JsonReader value = before.copy();
        int start = value.position();
        value.skip();
        events.add(new Placed(event, offset + start, offset + value.offset()));
    }

    private void add(Event event) {
        events.add(Placed.fixed(event));
    }
}
