package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Usage;
import java.nio.charset.StandardCharsets;

/** Writes a chunk back: its own bytes, with what was changed spliced in where it was read. */
final class ChunkText {
    private ChunkText() {}

    static byte[] of(Chunk chunk) {
        return chunk.written(ChunkText::value);
    }

    private static byte[] value(Event event) {
        return switch (event) {
            case Event.TextDelta delta -> JsonWriter.quoted(delta.text());
            case Event.ThinkingDelta delta -> JsonWriter.quoted(delta.text());
            case Event.RefusalDelta delta -> JsonWriter.quoted(delta.text());
            case Event.ArgumentsDelta delta -> JsonWriter.quoted(delta.json());
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

    /** Usage in OpenAI's convention: the parts counted in the sums. */
    static byte[] usage(Usage usage) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("prompt_tokens").number(usage.totalInput());
        json.name("completion_tokens").number(usage.totalOutput());
        json.name("total_tokens").number(usage.totalInput() + usage.totalOutput());
        json.name("prompt_tokens_details").beginObject();
        json.name("cached_tokens").number(usage.cacheRead());
        json.name("audio_tokens").number(usage.audioIn()).endObject();
        json.name("completion_tokens_details").beginObject();
        json.name("reasoning_tokens").number(usage.reasoning());
        json.name("audio_tokens").number(usage.audioOut()).endObject();
        return json.endObject().toBytes();
    }
}
