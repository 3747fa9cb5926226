package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Event;
import java.nio.charset.StandardCharsets;

/** The JSON value that says a changed event in the place of the one it was read from. */
final class Spelling {
    private Spelling() {}

    /** In a stream's event, where arguments are text. */
    static byte[] inStream(Event event) {
        return event instanceof Event.ArgumentsDelta delta ? JsonWriter.quoted(delta.json()) : inAnswer(event);
    }

    /** In a whole answer, where arguments are an object. */
    static byte[] inAnswer(Event event) {
        return switch (event) {
            case Event.TextDelta delta -> JsonWriter.quoted(delta.text());
            case Event.ThinkingDelta delta -> JsonWriter.quoted(delta.text());
            case Event.RefusalDelta delta -> JsonWriter.quoted(delta.text());
            case Event.ArgumentsDelta delta -> bytes(delta.json().isBlank() ? "{}" : delta.json());
            case Event.Finished finished -> JsonWriter.quoted(finished.word());
            case Event.UsageSeen seen -> UsageText.object(seen.usage(), null).toBytes();
            case Event.Noted noted -> bytes(noted.json());
            case Event.StopSequenceSeen seen -> JsonWriter.quoted(seen.sequence());
            case Event.Started _,
                    Event.BlockStarted _,
                    Event.BlockEnded _,
                    Event.SealSeen _,
                    Event.CitationSeen _,
                    Event.LogprobsSeen _,
                    Event.Broken _,
                    Event.Unknown _ -> bytes("null");
        };
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
