package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a whole answer back: its own bytes, with what was changed spliced in where it was read. */
final class ResponseText {
    private static final byte[] NONE = "[]".getBytes(StandardCharsets.US_ASCII);

    private ResponseText() {}

    static byte[] whole(Chunk chunk) {
        if (!chunk.changed()) {
            return chunk.original().toArray();
        }
        List<Edit> edits = new ArrayList<>();
        boolean textChanged = false;
        for (int i = 0; i < chunk.events().size(); i++) {
            Placed was = chunk.placed().get(i);
            Event now = chunk.events().get(i);
            boolean changed = !now.equals(was.event());
            if (now instanceof Event.LogprobsSeen && !changed && textChanged) {
                // They hold the words that were taken out.
                edits.add(new Edit(was.start(), was.end(), NONE));
            } else if (changed && now instanceof Event.Finished(int _, FinishReason reason, String _)) {
                edits.addAll(ended(Node.of(chunk.editable()), reason));
            } else if (changed && was.start() >= 0) {
                edits.add(new Edit(was.start(), was.end(), value(now)));
            }
            textChanged = changed && now instanceof Event.TextDelta;
        }
        return Splice.of(chunk.editable().length(), edits).applyTo(chunk.editable());
    }

    /** The JSON value of a text. */
    static byte[] value(Event event) {
        String text = text(event);
        if (text != null) {
            return JsonWriter.quoted(text);
        }
        JsonWriter json = new JsonWriter();
        switch (event) {
            case Event.UsageSeen seen -> UsageFigures.write(json, seen.usage(), null);
            case Event.LogprobsSeen seen -> json.raw(seen.entries());
            default -> json.nothing();
        }
        return json.toBytes();
    }

    /** The text an event adds to; null where it adds none. */
    static @Nullable String text(Event event) {
        return switch (event) {
            case Event.TextDelta delta -> delta.text();
            case Event.ThinkingDelta delta -> delta.text();
            case Event.RefusalDelta delta -> delta.text();
            case Event.ArgumentsDelta delta -> delta.json();
            default -> null;
        };
    }

    /** The edits that let a response end for another reason. */
    static List<Edit> ended(Node response, FinishReason reason) {
        List<Edit> edits = new ArrayList<>();
        String status = Outcome.status(reason);
        JsonWriter details = new JsonWriter();
        if (status.equals(Outcome.INCOMPLETE)) {
            details.beginObject()
                    .name("reason")
                    .string(Outcome.incompleteReason(reason))
                    .endObject();
        } else {
            details.nothing();
        }
        member(response, "status", Bytes.of(JsonWriter.quoted(status)).toString(), edits);
        member(response, "incomplete_details", details.toString(), edits);
        return edits;
    }

    private static void member(Node object, String name, String value, List<Edit> edits) {
        if (object.has(name)) {
            edits.add(Edit.of(object.at(name).start(), object.at(name).end(), value));
        } else {
            int at = object.start() + 1;
            edits.add(Edit.of(at, at, "\"" + name + "\":" + value + ","));
        }
    }
}
