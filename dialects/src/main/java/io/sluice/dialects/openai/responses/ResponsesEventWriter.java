package io.sluice.dialects.openai.responses;

import io.sluice.dialects.EventWriter;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.sse.SseLines;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of this dialect back. Its events say each text up to five times: what was changed in a delta, or taken
 * out with it, is changed in every event after it, so that the end repeats what was passed and nothing else.
 */
final class ResponsesEventWriter implements EventWriter {
    private static final byte[] NONE = "[]".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, StringBuilder> passed = new HashMap<>();
    private final Map<Integer, String> types = new TreeMap<>();
    private final Ending ending = new Ending();
    private boolean touched;
    private long sequence = -1;
    private int inserted;

    @Override
    public byte[] write(Chunk chunk) {
        Bytes text = chunk.editable();
        int start = SseLines.singleDataStart(text);
        if (start < 0 || start >= text.length() || text.at(start) != '{') {
            return chunk.original().toArray();
        }
        Node event = Node.of(text.slice(start, SseLines.lineEnd(text, start)));
        String type = event.text("type");
        numbered(event);
        item(type, event);
        Map<Integer, Edit> edits = new TreeMap<>();
        for (Slots.Slot slot : Slots.of(type, event, types)) {
            edit(slot, chunk, start, edits);
        }
        others(chunk, start, event, edits);
        shifted(event, start, edits);
        if (edits.isEmpty()) {
            ending.passed(type, event, inserted);
            return chunk.original().toArray();
        }
        byte[] written = Splice.of(text.length(), List.copyOf(edits.values())).applyTo(text);
        Bytes now = Bytes.of(written);
        ending.passed(type, Node.of(now.slice(start, SseLines.lineEnd(now, start))), inserted);
        return written;
    }

    /** A number left out is an event a stage took out. */
    private void numbered(Node event) {
        Node number = event.at("sequence_number");
        long said = number.is(Kind.NUMBER) ? Digits.whole(number.raw(), 15) : -1;
        touched |= said >= 0 && sequence >= 0 && said > sequence + 1;
        sequence = said >= 0 ? said : sequence;
    }

    private void item(String type, Node event) {
        if (type.startsWith("response.output_item.")) {
            types.put(event.small("output_index", 0), event.at("item").text("type"));
        }
    }

    private void edit(Slots.Slot slot, Chunk chunk, int start, Map<Integer, Edit> edits) {
        String said = placed(chunk, start + slot.value().start());
        StringBuilder text = passed.get(slot.key());
        if (said != null) {
            text = passed.computeIfAbsent(slot.key(), key -> new StringBuilder());
            text.append(said);
        }
        String expected = slot.value().text();
        if (!slot.whole()) {
            expected = said == null ? expected : said;
        } else if (text != null) {
            expected = text.toString();
        } else if (!slot.thought() || touched) {
            // Every text is read where it is first said: nothing of this one was let through.
            expected = "";
        }
        if (!expected.equals(slot.value().text())) {
            touched = true;
            put(edits, start, slot.value(), JsonWriter.quoted(expected));
            if (slot.logprobs().is(Kind.ARRAY) && !slot.logprobs().isEmpty()) {
                // They hold the words that were taken out.
                put(edits, start, slot.logprobs(), NONE);
            }
        }
    }

    /** The text that the events read at that place say now, null where none was read there. */
    private static @Nullable String placed(Chunk chunk, int at) {
        StringBuilder text = null;
        for (int i = 0; i < chunk.events().size(); i++) {
            String said = chunk.placed().get(i).start() == at
                    ? ResponseText.text(chunk.events().get(i))
                    : null;
            if (said != null) {
                text = (text == null ? new StringBuilder() : text).append(said);
            }
        }
        return text == null ? null : text.toString();
    }

    private static void others(Chunk chunk, int start, Node event, Map<Integer, Edit> edits) {
        for (int i = 0; i < chunk.events().size(); i++) {
            Placed was = chunk.placed().get(i);
            Event now = chunk.events().get(i);
            if (now.equals(was.event())) {
                continue;
            }
            if (now instanceof Event.Finished(int _, FinishReason reason, String _)) {
                ResponseText.ended(event.at("response"), reason)
                        .forEach(edit -> edits.putIfAbsent(
                                start + edit.start(),
                                new Edit(start + edit.start(), start + edit.end(), edit.replacement())));
            } else if (was.start() >= 0 && ResponseText.text(now) == null) {
                edits.putIfAbsent(was.start(), new Edit(was.start(), was.end(), ResponseText.value(now)));
            }
        }
    }

    /** What follows an item of our own counts one more of everything. */
    private void shifted(Node event, int start, Map<Integer, Edit> edits) {
        if (ending.sent() > 0 && event.at("sequence_number").is(Kind.NUMBER)) {
            put(edits, start, event.at("sequence_number"), number(sequence + ending.sent()));
        }
        if (inserted > 0 && event.at("output_index").is(Kind.NUMBER)) {
            put(edits, start, event.at("output_index"), number(event.small("output_index", 0) + inserted));
        }
        Node output = event.at("response").at("output");
        if (inserted > 0 && output.is(Kind.ARRAY)) {
            ending.insertions(output)
                    .forEach(edit -> edits.put(
                            start + edit.start(),
                            new Edit(start + edit.start(), start + edit.end(), edit.replacement())));
        }
    }

    private static byte[] number(long value) {
        return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
    }

    private static void put(Map<Integer, Edit> edits, int start, Node at, byte[] value) {
        edits.put(start + at.start(), new Edit(start + at.start(), start + at.end(), value));
    }

    @Override
    public byte[] text(int choice, String text) {
        touched = true;
        String part = ending.openText();
        if (part != null) {
            passed.computeIfAbsent(part, key -> new StringBuilder()).append(text);
            return ending.delta(text, sequence);
        }
        inserted++;
        return ending.message(text, sequence);
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }

    @Override
    public byte[] finish(FinishReason reason, @Nullable Usage usage, @Nullable String code) {
        return ending.finish(passed, reason, usage, code, sequence);
    }
}
