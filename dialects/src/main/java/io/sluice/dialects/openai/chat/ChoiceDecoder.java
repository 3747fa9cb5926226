package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import java.util.List;

/** Reads the choices of one chunk into events. */
final class ChoiceDecoder {
    private final JsonReader json;
    private final int offset;
    private final String body;
    private final Blocks blocks;
    private final List<Placed> events;
    private int choice;

    ChoiceDecoder(JsonReader json, int offset, String body, Blocks blocks, List<Placed> events) {
        this.json = json;
        this.offset = offset;
        this.body = body;
        this.blocks = blocks;
        this.events = events;
    }

    /** The choice the reader stands before. The index may follow the delta, so it is looked up first. */
    void read() {
        choice = index();
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        int start = -1;
        int end = -1;
        String reason = "";
        while (json.more()) {
            String name = json.name();
            if (name.equals(body)) {
                delta();
            } else if (name.equals("text")) {
                text("text");
            } else if (name.equals("finish_reason")) {
                start = json.position();
                reason = json.stringOrEmpty();
                end = json.offset();
            } else {
                json.skip();
            }
        }
        if (!reason.isEmpty()) {
            blocks.end(choice, events);
            events.add(placed(new Event.Finished(choice, FinishWords.read(reason), reason), start, end));
        }
    }

    private int index() {
        JsonReader ahead = json.copy();
        int index = 0;
        if (ahead.enter(Kind.OBJECT)) {
            while (ahead.more()) {
                if (ahead.name().equals("index")) {
                    index = Numbers.small(ahead);
                } else {
                    ahead.skip();
                }
            }
        }
        return index;
    }

    private void delta() {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        boolean thought = false;
        while (json.more()) {
            String name = json.name();
            switch (name) {
                case "content" -> content();
                case "refusal" -> text(name);
                case "reasoning_content", "reasoning" -> {
                    // Some send the same thought under both names.
                    if (thought) {
                        json.skip();
                    } else {
                        thought = json.peek() == Kind.STRING;
                        text("thinking");
                    }
                }
                case "tool_calls" -> toolCalls();
                default -> json.skip();
            }
        }
    }

    /** A text, or Mistral's list of parts of text and of thinking. */
    private void content() {
        if (json.peek() != Kind.ARRAY) {
            text("text");
            return;
        }
        json.enter(Kind.ARRAY);
        while (json.more()) {
            part("text");
        }
    }

    private void part(String sort) {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            switch (json.name()) {
                case "text" -> text(sort);
                case "thinking" -> {
                    if (json.enter(Kind.ARRAY)) {
                        while (json.more()) {
                            part("thinking");
                        }
                    }
                }
                default -> json.skip();
            }
        }
    }

    private void text(String sort) {
        int start = json.position();
        String text = json.stringOrEmpty();
        if (text.isEmpty()) {
            return;
        }
        Event event = switch (sort) {
            case "thinking" -> new Event.ThinkingDelta(choice, block(sort, new Opening.Thinking()), text);
            case "refusal" -> new Event.RefusalDelta(choice, block(sort, new Opening.Refusal()), text);
            default -> new Event.TextDelta(choice, block(sort, new Opening.Text()), text);
        };
        events.add(placed(event, start, json.offset()));
    }

    private void toolCalls() {
        if (json.enter(Kind.ARRAY)) {
            for (int position = 0; json.more(); position++) {
                new ToolCallDecoder(json, position).read();
            }
        }
    }

    private int block(String sort, Opening opening) {
        return blocks.number(choice, sort, opening, events);
    }

    private Placed placed(Event event, int start, int end) {
        return new Placed(event, offset + start, offset + end);
    }

    /** One piece of one tool call: id and name come with its first, arguments in all of them. */
    private final class ToolCallDecoder {
        private final JsonReader call;
        private int index;
        private String id = "";
        private String name = "";
        private String arguments = "";
        private int start;
        private int end;

        ToolCallDecoder(JsonReader call, int position) {
            this.call = call;
            index = position;
        }

        void read() {
            if (!call.enter(Kind.OBJECT)) {
                return;
            }
            while (call.more()) {
                switch (call.name()) {
                    case "index" -> index = Numbers.small(call);
                    case "id" -> id = call.stringOrEmpty();
                    case "function" -> function();
                    default -> call.skip();
                }
            }
            int block = block("tool " + index, new Opening.ToolCall(id, name));
            if (!arguments.isEmpty()) {
                events.add(placed(new Event.ArgumentsDelta(choice, block, arguments), start, end));
            }
        }

        private void function() {
            if (!call.enter(Kind.OBJECT)) {
                return;
            }
            while (call.more()) {
                switch (call.name()) {
                    case "name" -> name = call.stringOrEmpty();
                    case "arguments" -> {
                        start = call.position();
                        arguments = call.stringOrEmpty();
                        end = call.offset();
                    }
                    default -> call.skip();
                }
            }
        }
    }
}
