package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Quirks;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the JSON of one answer, whole or chunk by chunk, into events, noting where each text stands. */
final class ChatDecoder {
    /** The whole answer's own fields, notes of choice -1. */
    static final int ANSWER = -1;

    private static final Set<String> COUNTED = Set.of(
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "prompt_cache_hit_tokens",
            "prompt_cache_miss_tokens",
            "num_cached_tokens",
            "cached_tokens",
            "cache_read_input_tokens",
            "cache_creation_input_tokens",
            "cache_creation",
            "reasoning_tokens");
    private static final Set<String> COUNTED_IN_DETAIL =
            Set.of("cached_tokens", "cache_write_tokens", "audio_tokens", "image_tokens", "reasoning_tokens");

    private final Quirks quirks;
    private final Blocks blocks = new Blocks();
    private boolean started;

    ChatDecoder(Quirks quirks) {
        this.quirks = quirks;
    }

    /** A whole answer. */
    Chunk answer(Bytes body) {
        return Chunk.read(body, events(body, 0, true));
    }

    /** One stream event, and the spelling of it with all data on one line, which begins at that offset. */
    Chunk event(Bytes original, Bytes editable, int dataStart, int dataEnd) {
        return Chunk.read(original, editable, events(editable.slice(dataStart, dataEnd), dataStart, false));
    }

    private List<Placed> events(Bytes data, int offset, boolean whole) {
        List<Placed> events = new ArrayList<>();
        JsonReader json = new JsonReader(data, 0);
        if (!json.enter(Kind.OBJECT)) {
            return events;
        }
        ChoiceDecoder choice = new ChoiceDecoder(json, new Place(offset, events, blocks), whole);
        String id = "";
        String model = "";
        while (json.more()) {
            String name = json.name();
            switch (name) {
                case "id" -> id = json.stringOrEmpty();
                case "model" -> model = json.stringOrEmpty();
                case "choices" -> choices(json, choice);
                case "usage" -> usage(json, offset, events);
                case "error" -> error(json, events);
                // The last two are random padding against guesses by length.
                case "object", "created", "obfuscation", "p" -> json.skip();
                default -> {
                    if (name.equals("x_groq")) {
                        extension(json.copy(), offset, events);
                    }
                    note(name, json.raw(), events);
                }
            }
        }
        brokenOff(choice.failure(), events);
        if (!started) {
            started = true;
            events.addFirst(Placed.fixed(new Event.Started(id, model)));
        }
        return events;
    }

    /** An answer that broke off is no whole one, even where the provider says no more of it than a word. */
    private static void brokenOff(String word, List<Placed> events) {
        if (!word.isEmpty() && events.stream().noneMatch(one -> one.event() instanceof Event.Broken)) {
            String message = "The provider broke the answer off: " + word;
            events.add(Placed.fixed(new Event.Broken(ErrorFacts.of(502, word, message))));
        }
    }

    private static void choices(JsonReader json, ChoiceDecoder choice) {
        if (json.enter(Kind.ARRAY)) {
            while (json.more()) {
                choice.read();
            }
        }
    }

    private static void error(JsonReader json, List<Placed> events) {
        ErrorFacts error = ErrorReader.value(json, 0);
        if (error != null) {
            events.add(Placed.fixed(new Event.Broken(error)));
        }
    }

    /** Groq's usage, which an older form of its streams has nowhere else. */
    private void extension(JsonReader json, int offset, List<Placed> events) {
        JsonReader inside = ObjectView.of(json).take("usage", Kind.OBJECT);
        if (inside != null) {
            usage(inside, offset, events);
        }
    }

    private void usage(JsonReader json, int offset, List<Placed> events) {
        int start = json.position();
        ObjectView view = ObjectView.of(json.copy());
        Usage usage = UsageFigures.read(json).usage(quirks);
        if (usage != null) {
            Event seen = new Event.UsageSeen(usage);
            events.add(new Placed(seen, offset + start, offset + json.offset()));
        }
        beyond(view, events);
    }

    /** What a usage object says that our buckets do not hold. */
    private void beyond(ObjectView usage, List<Placed> events) {
        for (String of : List.of("prompt_tokens_details", "completion_tokens_details")) {
            for (Map.Entry<String, String> detail : usage.object(of).rest().entrySet()) {
                if (!COUNTED_IN_DETAIL.contains(detail.getKey())) {
                    note("usage." + of + "." + detail.getKey(), detail.getValue(), events);
                }
            }
        }
        usage.rest().forEach((name, json) -> {
            if (!COUNTED.contains(name)) {
                note("usage." + name, json, events);
            }
        });
    }

    private void note(String name, String json, List<Placed> events) {
        if (!json.equals("null") && blocks.choice(ANSWER).isNews(name, json)) {
            events.add(Placed.fixed(new Event.Noted(ANSWER, ChatRequestReader.ID, name, json)));
        }
    }

    /** Where the events of one document go, and where that document begins in the text that can be edited. */
    record Place(int offset, List<Placed> events, Blocks blocks) {
        void add(Event event, int from, int to) {
            events.add(new Placed(event, offset + from, offset + to));
        }

        void add(Event event) {
            events.add(Placed.fixed(event));
        }

        /** A value that says once more what an event says: it gives way when that event is changed. */
        void echo(int from, int to) {
            add(ChunkText.ECHO, from, to);
        }

        void note(int choice, String name, String json) {
            if (!json.equals("null") && blocks.choice(choice).isNews(name, json)) {
                add(new Event.Noted(choice, ChatRequestReader.ID, name, json));
            }
        }
    }
}
