package io.sluice.dialects.bedrock;

import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.bedrock.eventstream.MessageReader;
import io.sluice.dialects.bedrock.eventstream.MessageWriter;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes chunks back: their own bytes, with what was changed spliced in where it was read. */
final class ChunkText {
    private ChunkText() {}

    /** A whole answer; tool calls have objects there. */
    static byte[] answer(Chunk chunk) {
        return chunk.written(event -> value(event, true));
    }

    /** One message of a stream, its lengths and checksums made anew where it was changed. */
    static byte[] message(Chunk chunk) {
        if (!chunk.changed()) {
            return chunk.original().toArray();
        }
        Message message = MessageReader.read(chunk.original());
        byte[] payload = chunk.written(event -> value(event, false));
        return message == null ? chunk.original().toArray() : MessageWriter.write(message.headers(), payload);
    }

    private static byte[] value(Event event, boolean whole) {
        return switch (event) {
            case Event.TextDelta delta -> JsonWriter.quoted(delta.text());
            case Event.ThinkingDelta delta -> JsonWriter.quoted(delta.text());
            case Event.RefusalDelta delta -> JsonWriter.quoted(delta.text());
            case Event.ArgumentsDelta delta -> whole ? object(delta.json()) : JsonWriter.quoted(delta.json());
            case Event.Finished finished -> JsonWriter.quoted(finished.word());
            case Event.UsageSeen seen -> usage(seen.usage());
            case Event.LogprobsSeen seen -> seen.entries().getBytes(StandardCharsets.UTF_8);
            case Event.Noted noted -> noted.json().getBytes(StandardCharsets.UTF_8);
            case Event.Started _,
                    Event.BlockStarted _,
                    Event.BlockEnded _,
                    Event.SealSeen _,
                    Event.CitationSeen _,
                    Event.StopSequenceSeen _,
                    Event.Broken _,
                    Event.Unknown _ -> "null".getBytes(StandardCharsets.US_ASCII);
        };
    }

    private static byte[] object(String arguments) {
        String json = arguments.isBlank() ? "{}" : Texts.isObject(arguments) ? arguments : Texts.quoted(arguments);
        return json.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] usage(Usage usage) {
        JsonWriter json = new JsonWriter();
        UsageFigures.write(json, usage, Map.of());
        return json.toBytes();
    }
}
