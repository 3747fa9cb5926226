package io.sluice.dialects.ollama;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the lines of one answer, or a whole one, into events, noting where each text stands. */
final class LineDecoder {
    /** How long it took: measures that say nothing of the answer. */
    private static final Set<String> MEASURES =
            Set.of("created_at", "total_duration", "load_duration", "prompt_eval_duration", "eval_duration");

    private final List<Placed> events = new ArrayList<>();
    private String open = "";
    private int number = -1;
    private boolean called;
    private boolean started;

    /** One line with what it means; the bytes are the chunk's own. */
    Chunk line(Bytes object) {
        events.clear();
        Line line = new Line();
        line.read(new JsonReader(object, 0));
        return Chunk.read(object, List.copyOf(events));
    }

    private void begin(String sort, Opening opening) {
        end();
        open = sort;
        number++;
        events.add(Placed.fixed(new Event.BlockStarted(0, number, opening)));
    }

    private void end() {
        if (!open.isEmpty()) {
            events.add(Placed.fixed(new Event.BlockEnded(0, number)));
        }
        open = "";
    }

    /** What one line says beside its message. */
    private final class Line {
        private final Figures figures = new Figures();
        private String model = "";
        private String reason = "";
        private int reasonStart = -1;
        private int reasonEnd = -1;
        private boolean done;
        private @Nullable String logprobs;
        private final List<Placed> notes = new ArrayList<>();

        void read(JsonReader json) {
            int begun = events.size();
            json.enter(Kind.OBJECT);
            while (json.more()) {
                member(json.name(), json);
            }
            if (!started) {
                started = true;
                events.add(begun, Placed.fixed(new Event.Started("", model)));
            }
            if (logprobs != null) {
                events.add(Placed.fixed(new Event.LogprobsSeen(0, logprobs)));
            }
            events.addAll(notes);
            if (done) {
                finish();
            }
        }

        private void member(String name, JsonReader json) {
            switch (name) {
                case "model" -> model = json.stringOrEmpty();
                case "message" -> message(json);
                case "done" -> done = json.raw().equals("true");
                case "done_reason" -> {
                    reasonStart = json.position();
                    reason = json.stringOrEmpty();
                    reasonEnd = json.offset();
                }
                case "prompt_eval_count" -> figures.input(json.raw());
                case "eval_count" -> figures.output(json.raw());
                case "logprobs" -> logprobs = json.peek() == Kind.ARRAY ? json.raw() : skipped(json);
                case "error" -> {
                    ErrorFacts error = OllamaErrors.value(json);
                    if (error != null) {
                        notes.add(Placed.fixed(new Event.Broken(error)));
                    }
                }
                default -> note(name, json);
            }
        }

        private static @Nullable String skipped(JsonReader json) {
            json.skip();
            return null;
        }

        private void note(String name, JsonReader json) {
            boolean nothing = json.peek() == Kind.NULL;
            String value = json.raw();
            if (!nothing) {
                String kept = MEASURES.contains(name) ? Extras.SPELLING + name : name;
                notes.add(Placed.fixed(new Event.Noted(-1, OllamaChat.ID, kept, value)));
            }
        }

        private void finish() {
            end();
            String word = reason.isEmpty() ? DoneWords.USUAL : reason;
            Event finished = new Event.Finished(0, DoneWords.read(word, called), word);
            events.add(reason.isEmpty() ? Placed.fixed(finished) : new Placed(finished, reasonStart, reasonEnd));
            if (figures.usage() != null) {
                events.add(Placed.fixed(new Event.UsageSeen(figures.usage())));
            }
        }

        private void message(JsonReader json) {
            if (!json.enter(Kind.OBJECT)) {
                return;
            }
            // Whatever their order on the line, thinking comes before what it led to.
            JsonReader content = null;
            JsonReader calls = null;
            while (json.more()) {
                switch (json.name()) {
                    case "thinking" -> thinking(json.copy());
                    case "content" -> content = json.copy();
                    case "tool_calls" -> calls = json.copy();
                    default -> {}
                }
                json.skip();
            }
            if (content != null) {
                content(content);
            }
            if (calls != null && calls.enter(Kind.ARRAY)) {
                while (calls.more()) {
                    call(calls);
                }
            }
        }

        private void thinking(JsonReader json) {
            int start = json.position();
            String text = json.stringOrEmpty();
            if (!text.isEmpty()) {
                if (!open.equals("thinking")) {
                    begin("thinking", new Opening.Thinking());
                }
                events.add(new Placed(new Event.ThinkingDelta(0, number, text), start, json.offset()));
            }
        }

        private void content(JsonReader json) {
            int start = json.position();
            String text = json.stringOrEmpty();
            if (!text.isEmpty()) {
                if (!open.equals("text")) {
                    begin("text", new Opening.Text());
                }
                events.add(new Placed(new Event.TextDelta(0, number, text), start, json.offset()));
            }
        }

        private void call(JsonReader json) {
            if (!json.enter(Kind.OBJECT)) {
                return;
            }
            String id = "";
            Function function = new Function();
            while (json.more()) {
                switch (json.name()) {
                    case "id" -> id = json.stringOrEmpty();
                    case "function" -> function.read(json);
                    default -> json.skip();
                }
            }
            called = true;
            begin("call", new Opening.ToolCall(id, function.name));
            if (!function.arguments.isEmpty()) {
                Event arguments = new Event.ArgumentsDelta(0, number, function.arguments);
                events.add(new Placed(arguments, function.start, function.end));
            }
            end();
        }
    }

    /** The function of a call; its arguments are an object here, everywhere else a text. */
    private static final class Function {
        private String name = "";
        private String arguments = "";
        private int start = -1;
        private int end = -1;

        void read(JsonReader json) {
            if (!json.enter(Kind.OBJECT)) {
                return;
            }
            while (json.more()) {
                switch (json.name()) {
                    case "name" -> name = json.stringOrEmpty();
                    case "arguments" -> {
                        start = json.position();
                        arguments = json.peek() == Kind.STRING ? json.string() : json.raw();
                        arguments = arguments.equals("null") ? "" : arguments;
                        end = json.offset();
                    }
                    default -> json.skip();
                }
            }
        }
    }
}
