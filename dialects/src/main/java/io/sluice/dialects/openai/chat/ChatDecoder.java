package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Quirks;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.List;

/** Turns the JSON of one answer, whole or chunk by chunk, into events, noting where each text stands. */
final class ChatDecoder {
    private final Quirks quirks;
    private final Blocks blocks = new Blocks();
    private boolean started;

    ChatDecoder(Quirks quirks) {
        this.quirks = quirks;
    }

    /** A whole answer. */
    Chunk answer(Bytes body) {
        return Chunk.read(body, events(body, 0, "message"));
    }

    /** One stream event, and the spelling of it with all data on one line, which begins at that offset. */
    Chunk event(Bytes original, Bytes editable, int dataStart, int dataEnd) {
        return Chunk.read(original, editable, events(editable.slice(dataStart, dataEnd), dataStart, "delta"));
    }

    private List<Placed> events(Bytes data, int offset, String body) {
        List<Placed> events = new ArrayList<>();
        JsonReader json = new JsonReader(data, 0);
        if (!json.enter(Kind.OBJECT)) {
            return events;
        }
        ChoiceDecoder choice = new ChoiceDecoder(json, offset, body, blocks, events);
        String id = "";
        String model = "";
        while (json.more()) {
            switch (json.name()) {
                case "id" -> id = json.stringOrEmpty();
                case "model" -> model = json.stringOrEmpty();
                case "choices" -> choices(json, choice);
                case "usage" -> usage(json, offset, events);
                case "error" -> {
                    ErrorFacts error = ErrorReader.value(json, 0);
                    if (error != null) {
                        events.add(Placed.fixed(new Event.Broken(error)));
                    }
                }
                default -> json.skip();
            }
        }
        if (!started) {
            started = true;
            events.addFirst(Placed.fixed(new Event.Started(id, model)));
        }
        return events;
    }

    private static void choices(JsonReader json, ChoiceDecoder choice) {
        if (json.enter(Kind.ARRAY)) {
            while (json.more()) {
                choice.read();
            }
        }
    }

    private void usage(JsonReader json, int offset, List<Placed> events) {
        int start = json.position();
        Usage usage = UsageFigures.read(json).usage(quirks);
        if (usage != null) {
            Event seen = new Event.UsageSeen(usage);
            events.add(new Placed(seen, offset + start, offset + json.offset()));
        }
    }
}
