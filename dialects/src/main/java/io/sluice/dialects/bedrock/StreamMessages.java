package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.JsonWriter;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events of a Converse stream, one message each. */
final class StreamMessages {
    private StreamMessages() {}

    static byte[] messageStart() {
        JsonWriter json = new JsonWriter().beginObject().name("role").string("assistant");
        return event("messageStart", json);
    }

    /** Begins a block that is not text or thinking; {@code start} is the union, as JSON text. */
    static byte[] blockStart(long block, String start) {
        JsonWriter json =
                new JsonWriter().beginObject().name("contentBlockIndex").number(block);
        return event("contentBlockStart", json.name("start").raw(start));
    }

    /** More of a block; {@code delta} writes the one member. */
    static byte[] delta(long block, Consumer<JsonWriter> delta) {
        JsonWriter json =
                new JsonWriter().beginObject().name("contentBlockIndex").number(block);
        json.name("delta").beginObject();
        delta.accept(json);
        return event("contentBlockDelta", json.endObject());
    }

    static byte[] blockStop(long block) {
        return event(
                "contentBlockStop",
                new JsonWriter().beginObject().name("contentBlockIndex").number(block));
    }

    static byte[] messageStop(String word, @Nullable String responseFields) {
        JsonWriter json = new JsonWriter().beginObject();
        if (responseFields != null) {
            json.name(ResponseFields.NAME).raw(responseFields);
        }
        return event("messageStop", json.name("stopReason").string(word));
    }

    /** The last event; {@code code} is why we ended the stream before the provider did. */
    static byte[] metadata(String usage, Map<String, String> fields, @Nullable String code) {
        JsonWriter json = new JsonWriter().beginObject();
        if (!fields.containsKey("metrics")) {
            json.name("metrics").beginObject().name("latencyMs").number(0).endObject();
        }
        fields.forEach((name, value) -> json.name(name).raw(value));
        json.name("usage").raw(usage);
        if (code != null) {
            json.name("sluice").beginObject().name("code").string(code).endObject();
        }
        return event("metadata", json);
    }

    private static byte[] event(String type, JsonWriter json) {
        return ConverseMessages.event(type, json.endObject().toBytes());
    }
}
