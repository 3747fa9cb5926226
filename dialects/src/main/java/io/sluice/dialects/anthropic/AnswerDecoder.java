package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a whole answer into events, noting where each text stands. */
final class AnswerDecoder {
    private AnswerDecoder() {}

    /** The answer, whose bytes the chunk keeps. */
    static Chunk chunk(Bytes body) {
        return Chunk.read(body, events(body));
    }

    private static List<Placed> events(Bytes body) {
        List<Placed> events = new ArrayList<>();
        Fields answer = Fields.of(new JsonReader(body, 0));
        events.add(Placed.fixed(new Event.Started(answer.text("id"), answer.text("model"))));
        if (answer.text("type").equals("error") || answer.at("error") != null) {
            events.add(Placed.fixed(new Event.Broken(MessagesErrors.of(new JsonReader(body, 0), 0))));
            return events;
        }
        blocks(answer, 0, events);
        answer.at("role");
        ending(answer, 0, events);
        JsonReader usage = answer.at("usage");
        if (usage != null) {
            UsageReading reading = new UsageReading();
            reading.take(usage);
            usage(reading, events);
        }
        notes(answer, events);
        return events;
    }

    /** The blocks of the member {@code content}, whole; how many there are. */
    static int blocks(Fields message, int offset, List<Placed> events) {
        JsonReader content = message.at("content");
        if (content == null || !content.enter(Kind.ARRAY)) {
            return 0;
        }
        BlockDecoder blocks = new BlockDecoder(offset, false, events);
        int number = 0;
        while (content.more()) {
            blocks.begin(number, content);
            events.add(Placed.fixed(new Event.BlockEnded(0, number)));
            number++;
        }
        return number;
    }

    /** What {@code stop_reason} and {@code stop_sequence} say, where they say anything yet. */
    static void ending(Fields fields, int offset, List<Placed> events) {
        String sequence = fields.textOrNull("stop_sequence");
        if (sequence != null) {
            events.add(Placed.fixed(new Event.StopSequenceSeen(0, sequence)));
        }
        JsonReader reason = fields.at("stop_reason", Kind.STRING);
        if (reason != null) {
            int start = reason.position();
            String word = reason.string();
            Event finished = new Event.Finished(0, StopReasons.read(word), word);
            events.add(new Placed(finished, offset + start, offset + reason.offset()));
        }
    }

    static void usage(UsageReading reading, List<Placed> events) {
        Usage usage = reading.usage();
        if (usage != null) {
            events.add(Placed.fixed(new Event.UsageSeen(usage)));
        }
        note("usage", reading.others(), events);
    }

    /** What nobody asked for, nulls apart: they say no more than absence does. */
    static void notes(Fields fields, List<Placed> events) {
        fields.rest().fields().forEach((name, json) -> note(name, json, events));
    }

    private static void note(String name, @Nullable String json, List<Placed> events) {
        if (json != null && !json.equals("null")) {
            events.add(Placed.fixed(new Event.Noted(-1, AnthropicMessages.ID, name, json)));
        }
    }
}
