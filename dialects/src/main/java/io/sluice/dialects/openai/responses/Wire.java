package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.ErrorFacts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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
        out.writeBytes(("event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(json.endObject().toBytes());
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
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
