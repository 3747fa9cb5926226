package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a chunk back: its own bytes, with what was changed spliced in where it was read. */
final class ChunkText {
    /** Stands for a value that repeats what another event says. */
    static final Event ECHO = new Event.Unknown("the same once more", null);

    private ChunkText() {}

    static byte[] of(Chunk chunk) {
        if (!chunk.changed()) {
            return chunk.original().toArray();
        }
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < chunk.events().size(); i++) {
            Placed was = chunk.placed().get(i);
            Event now = chunk.events().get(i);
            if (was.start() >= 0 && was.event().equals(ECHO)) {
                boolean text = chunk.editable().at(was.start()) == '"';
                edits.add(Edit.of(was.start(), was.end(), text ? "\"\"" : "null"));
            } else if (was.start() >= 0 && !now.equals(was.event())) {
                edits.add(new Edit(was.start(), was.end(), value(now)));
            }
        }
        return Splice.of(chunk.editable().length(), edits).applyTo(chunk.editable());
    }

    private static byte[] value(Event event) {
        return switch (event) {
            case Event.TextDelta delta -> JsonWriter.quoted(delta.text());
            case Event.ThinkingDelta delta -> JsonWriter.quoted(delta.text());
            case Event.RefusalDelta delta -> JsonWriter.quoted(delta.text());
            case Event.ArgumentsDelta delta -> JsonWriter.quoted(delta.json());
            case Event.Finished finished -> JsonWriter.quoted(finished.word());
            case Event.UsageSeen seen -> UsageWriter.bytes(seen.usage());
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
}
