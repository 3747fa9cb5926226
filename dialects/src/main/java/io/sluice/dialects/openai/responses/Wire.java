package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.ErrorFacts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The events of one stream, numbered in order. */
final class Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String type = "";
    private long sequence;

    /** An event begun: what it says follows. */
    JsonWriter event(String name) {
        type = name;
        return new JsonWriter()
                .beginObject()
                .name("type")
                .string(name)
                .name("sequence_number")
                .number(sequence++);
    }

    /** The event of an item, or of a part of it: {@code part} names the index beside it. */
    JsonWriter event(String name, String itemId, int output, @Nullable String part, int index) {
        JsonWriter json =
                event(name).name("item_id").string(itemId).name("output_index").number(output);
        return part == null ? json : json.name(part).number(index);
    }

    /** The event is complete. */
    void send(JsonWriter json) {
        out.writeBytes(framed(type, json.endObject().toBytes()));
    }

    /** An event with that data. Line breaks in it stand between tokens (a caller's own schema), so blanks say the same. */
    static byte[] framed(String type, byte[] data) {
        byte[] head = ("event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        byte[] event = Arrays.copyOf(head, head.length + data.length + 2);
        for (int i = 0; i < data.length; i++) {
            event[head.length + i] = data[i] == '\n' || data[i] == '\r' ? (byte) ' ' : data[i];
        }
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }

    /** The error event. */
    void error(ErrorFacts error) {
        out.writeBytes(Faults.event(error, null, sequence++));
    }

    /** What was sent since the last time. */
    byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }
}
