package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a whole answer into events, noting where each text stands. */
final class AnswerDecoder {
    private final Bytes body;
    private final ContentReader reader = new ContentReader(new Problems());
    private final List<Placed> blocks = new ArrayList<>();
    private final List<Placed> rest = new ArrayList<>();
    private int lastCall = -1;
    private int number;

    private AnswerDecoder(Bytes body) {
        this.body = body;
    }

    /** The answer as one chunk over its bytes, which must stay as they are. */
    static Chunk chunk(Bytes body) {
        AnswerDecoder decoder = new AnswerDecoder(body);
        decoder.members();
        List<Placed> all = new ArrayList<>();
        all.add(Placed.fixed(new Event.Started("", "")));
        all.addAll(decoder.blocks);
        all.addAll(decoder.rest);
        return Chunk.read(body, all);
    }

    private void members() {
        JsonReader json = new JsonReader(body, 0);
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            String name = json.name();
            int start = json.position();
            json.skip();
            Span value = new Span(start, json.offset());
            switch (name) {
                case "output" -> output(start);
                case "stopReason" -> {
                    String word = Values.text(value.of(body));
                    if (!word.isEmpty()) {
                        rest.add(value.says(new Event.Finished(0, StopWords.read(word), word)));
                    }
                }
                case "usage" -> Metadata.usage(value, body, rest);
                case ResponseFields.NAME -> ResponseFields.read(value.of(body), rest);
                case "Output" -> {
                    ErrorFacts error = ConverseErrors.disguised(value.of(body));
                    if (error != null) {
                        rest.add(Placed.fixed(new Event.Broken(error)));
                    }
                }
                default -> Metadata.note(name, value.of(body), rest);
            }
        }
    }

    private void output(int start) {
        Span content = Span.find(body, start, "message", "content");
        if (content == null) {
            return;
        }
        JsonReader json = new JsonReader(body, content.start());
        if (!json.enter(Kind.ARRAY)) {
            return;
        }
        while (json.more()) {
            int element = json.position();
            json.skip();
            Block block = reader.block(body.slice(element, json.offset()), "");
            if (block instanceof Block.HiddenThinking hidden && lastCall >= 0 && Seals.hangsOnCall(hidden.seal())) {
                add(new Event.SealSeen(0, lastCall, Seals.takenFromCall(hidden.seal())));
            } else if (block != null) {
                block(block, element);
                number++;
            }
        }
    }

    private void block(Block block, int from) {
        switch (block) {
            case Block.Text text -> {
                begin(new Opening.Text(text.notes()));
                text(text, from);
                text.citations().forEach(one -> add(new Event.CitationSeen(0, number, one)));
            }
            case Block.Thinking thinking -> {
                begin(new Opening.Thinking(thinking.id(), thinking.notes()));
                Event event = new Event.ThinkingDelta(0, number, thinking.text());
                place(event, thinking.text(), Span.find(body, from, "reasoningContent", "reasoningText", "text"));
                if (thinking.seal() != null) {
                    add(new Event.SealSeen(0, number, thinking.seal()));
                }
            }
            case Block.ToolCall call -> {
                begin(new Opening.ToolCall(call.id(), call.name(), false, call.notes()));
                lastCall = number;
                Event event = new Event.ArgumentsDelta(0, number, call.arguments());
                place(event, call.arguments(), Span.find(body, from, "toolUse", "input"));
            }
            case Block.Media _, Block.HiddenThinking _, Block.ToolResult _, Block.Refusal _, Block.Opaque _ ->
                begin(new Opening.Whole(block));
        }
        add(new Event.BlockEnded(0, number));
    }

    /** A text, or one with citations, which may come in several pieces. */
    private void text(Block.Text text, int from) {
        Span plain = Span.find(body, from, "text");
        if (plain != null) {
            place(new Event.TextDelta(0, number, text.text()), text.text(), plain);
            return;
        }
        for (int i = 0; ; i++) {
            String element = Integer.toString(i);
            Span piece = Span.find(body, from, "citationsContent", "content", element, "text");
            if (piece == null) {
                break;
            }
            String said = Values.text(piece.of(body));
            place(new Event.TextDelta(0, number, said), said, piece);
        }
    }

    private void begin(Opening opening) {
        add(new Event.BlockStarted(0, number, opening));
    }

    private void add(Event event) {
        blocks.add(Placed.fixed(event));
    }

    private void place(Event event, String text, @Nullable Span span) {
        if (!text.isEmpty()) {
            blocks.add(span == null ? Placed.fixed(event) : span.says(event));
        }
    }
}
