package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a chunk back: its own bytes, with what was changed spliced in where it was read. */
final class ResponseText {
    private ResponseText() {}

    static byte[] of(Chunk chunk) {
        return chunk.written(ResponseText::value);
    }

    private static byte[] value(Event event) {
        return switch (event) {
            case Event.TextDelta delta -> JsonWriter.quoted(delta.text());
            case Event.ThinkingDelta delta -> JsonWriter.quoted(delta.text());
            case Event.RefusalDelta delta -> JsonWriter.quoted(delta.text());
            case Event.ArgumentsDelta delta -> utf8(Json.isObject(delta.json()) ? delta.json() : "{}");
            case Event.Finished finished ->
                utf8(FinishWords.json(FinishWords.write(finished.reason(), finished.word())));
            case Event.UsageSeen seen -> utf8(UsageText.write(seen.usage(), Map.of()));
            case Event.LogprobsSeen seen -> utf8(Logprobs.write(seen.entries()));
            case Event.Noted noted -> utf8(noted.json());
            case Event.Started _,
                    Event.BlockStarted _,
                    Event.BlockEnded _,
                    Event.SealSeen _,
                    Event.CitationSeen _,
                    Event.StopSequenceSeen _,
                    Event.Broken _,
                    Event.Unknown _ -> utf8("null");
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
