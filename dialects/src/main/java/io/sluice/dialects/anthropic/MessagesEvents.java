package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a stream as they stand on the wire, in the shape Anthropic gives them. */
final class MessagesEvents {
    private MessagesEvents() {}

    static byte[] messageStart(String id, String model, Usage usage) {
        JsonWriter json = begun("message_start").name("message").beginObject();
        json.name("id").string(id).name("type").string("message").name("role").string("assistant");
        json.name("model").string(model).name("content").beginArray().endArray();
        json.name("stop_reason").nothing().name("stop_sequence").nothing();
        json.name("usage").raw(UsageText.object(usage, null).toString());
        return event("message_start", json.endObject());
    }

    static byte[] blockStart(int index, String block) {
        JsonWriter json = begun("content_block_start").name("index").number(index);
        return event("content_block_start", json.name("content_block").raw(block));
    }

    static byte[] delta(int index, String type, String field, String text) {
        return rawDelta(index, type, field, new JsonWriter().string(text).toString());
    }

    static byte[] rawDelta(int index, String type, String field, String json) {
        JsonWriter event = begun("content_block_delta").name("index").number(index);
        event.name("delta").beginObject().name("type").string(type);
        return event("content_block_delta", event.name(field).raw(json).endObject());
    }

    static byte[] blockStop(int index) {
        return event(
                "content_block_stop", begun("content_block_stop").name("index").number(index));
    }

    static byte[] messageStop() {
        return event("message_stop", begun("message_stop"));
    }

    /**
     * What {@code message_delta} says.
     *
     * @param usage JSON text of the usage object
     * @param code for {@code sluice: {code}}, null for none
     */
    record Ending(
            String stopReason,
            @Nullable String stopSequence,
            String usage,
            @Nullable String code) {
        /** The event, with fields of the delta and of the event itself besides. */
        byte[] event(List<Event.Noted> inDelta, List<Event.Noted> beside) {
            JsonWriter json = begun("message_delta").name("delta").beginObject();
            json.name("stop_reason").string(stopReason).name("stop_sequence");
            if (stopSequence == null) {
                json.nothing();
            } else {
                json.string(stopSequence);
            }
            inDelta.forEach(note -> json.name(note.name()).raw(note.json()));
            json.endObject().name("usage").raw(usage);
            beside.forEach(note -> json.name(note.name()).raw(note.json()));
            if (code != null) {
                json.name("sluice").beginObject().name("code").string(code).endObject();
            }
            return MessagesEvents.event("message_delta", json);
        }
    }

    private static JsonWriter begun(String type) {
        return new JsonWriter().beginObject().name("type").string(type);
    }

    private static byte[] event(String name, JsonWriter json) {
        return ("event: " + name + "\ndata: " + json.endObject().oneLine() + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
