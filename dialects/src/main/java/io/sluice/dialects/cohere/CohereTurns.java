package io.sluice.dialects.cohere;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Writes turns as messages. What an assistant said before it called goes back as its plan. */
final class CohereTurns {
    /** As long as a tool's name is anywhere. */
    static final int LONGEST_NAME = 64;

    private final JsonWriter json;
    private final Losses losses;
    private final List<Block> waiting = new ArrayList<>();
    private final Deque<String> nameless = new ArrayDeque<>();
    private int given;

    CohereTurns(JsonWriter json, Losses losses) {
        this.json = json;
        this.losses = losses;
    }

    void write(List<Turn> turns) {
        json.name("messages").beginArray();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            String path = "messages[" + i + "]";
            if (!turn.name().isEmpty()) {
                losses.add(path + ".name", "cohere has no names of speakers");
            }
            notes(turn.notes(), path);
            switch (turn.role()) {
                case SYSTEM, DEVELOPER -> spoken("system", turn.blocks(), path);
                case USER -> user(turn, path);
                case ASSISTANT -> assistant(turn, path);
            }
        }
        flush();
        json.endArray();
    }

    private void notes(Notes notes, String path) {
        if (notes.cache() != null) {
            losses.add(path + ".cache", "cohere takes no cache marks");
        }
        losses.foreign(path, notes.extras(), CohereChat.ID);
    }

    private void user(Turn turn, String path) {
        List<Block> said = new ArrayList<>();
        boolean answers = false;
        for (Block block : turn.blocks()) {
            if (block instanceof Block.ToolResult result) {
                answers = true;
                result(result, path);
            } else {
                said.add(block);
            }
        }
        if (!answers || !said.isEmpty()) {
            said.addAll(0, waiting);
            waiting.clear();
            spoken("user", said, path);
        }
    }

    private void spoken(String role, List<Block> blocks, String path) {
        flush();
        json.beginObject().name("role").string(role).name("content");
        content(blocks, path);
        json.endObject();
    }

    private void flush() {
        if (!waiting.isEmpty()) {
            List<Block> blocks = List.copyOf(waiting);
            waiting.clear();
            spoken("user", blocks, "messages");
        }
    }

    private void content(List<Block> blocks, String path) {
        if (blocks.size() == 1 && blocks.getFirst() instanceof Block.Text text) {
            notes(text.notes(), path);
            json.string(text.text());
            return;
        }
        json.beginArray();
        for (int i = 0; i < blocks.size(); i++) {
            part(blocks.get(i), path + ".content[" + i + "]");
        }
        json.endArray();
    }

    private void part(Block block, String path) {
        notes(block.notes(), path);
        switch (block) {
            case Block.Text text -> text(text.text());
            case Block.Refusal refusal -> {
                losses.add(path, "a refusal went as text");
                text(refusal.text());
            }
            case Block.Thinking thinking -> {
                json.beginObject().name("type").string("thinking");
                json.name("thinking").string(thinking.text()).endObject();
            }
            case Block.Media media -> media(media, path);
            case Block.HiddenThinking _, Block.ToolCall _, Block.ToolResult _, Block.Opaque _ ->
                losses.add(path, "cohere has no such block");
        }
    }

    private void text(String text) {
        json.beginObject().name("type").string("text").name("text").string(text).endObject();
    }

    private void media(Block.Media media, String path) {
        if (media.source() instanceof Block.Source.Written(List<Block> blocks)) {
            losses.add(path, "a document of text went as text");
            StringBuilder words = new StringBuilder(media.name());
            for (Block block : blocks) {
                words.append(words.isEmpty() ? "" : "\n").append(block instanceof Block.Text text ? text.text() : "");
            }
            text(words.toString());
            return;
        }
        String url = switch (media.source()) {
            case Block.Source.Inline(String base64) -> "data:" + media.mediaType() + ";base64," + base64;
            case Block.Source.Address(String at) -> at;
            case Block.Source.Stored _, Block.Source.Written _ -> "";
        };
        if (media.sort() != Block.Media.Sort.IMAGE || url.isEmpty()) {
            losses.add(path, "cohere takes pictures alone, in the message or at an address");
            return;
        }
        json.beginObject().name("type").string("image_url").name("image_url").beginObject();
        json.name("url").string(url).endObject().endObject();
    }

    private void result(Block.ToolResult result, String path) {
        notes(result.notes(), path);
        if (result.failed()) {
            losses.add(path + ".failed", "cohere has no mark for a tool that failed");
        }
        List<Block> words = new ArrayList<>();
        for (Block block : result.content()) {
            if (block instanceof Block.Media) {
                losses.add(path + ".content", "media a tool answered stand in the user's next message");
                waiting.add(block);
            } else {
                words.add(block);
            }
        }
        json.beginObject().name("role").string("tool").name("tool_call_id").string(answered(result.id()));
        json.name("content");
        content(words.isEmpty() ? List.of(Block.Text.of("")) : words, path);
        json.endObject();
    }

    private void assistant(Turn turn, String path) {
        flush();
        List<Block> said = new ArrayList<>();
        List<Block.ToolCall> calls = new ArrayList<>();
        for (int i = 0; i < turn.blocks().size(); i++) {
            Block block = turn.blocks().get(i);
            String place = path + ".content[" + i + "]";
            switch (block) {
                case Block.ToolCall call -> calls.add(call);
                case Block.Thinking thinking
                when thinking.seal() != null -> losses.add(place, "thinking sealed by another family");
                case Block.HiddenThinking _ -> losses.add(place, "thinking sealed by another family");
                case Block.Media _ -> losses.add(place, "cohere takes no media the model made");
                case Block.Text text -> {
                    said.add(text);
                    cited(text.citations(), place);
                }
                case Block.Thinking _, Block.Refusal _, Block.Opaque _, Block.ToolResult _ -> said.add(block);
            }
        }
        json.beginObject().name("role").string("assistant");
        if (calls.isEmpty()) {
            json.name("content");
            content(said.isEmpty() ? List.of(Block.Text.of("")) : said, path);
        } else {
            plan(said, path);
            calls(calls, path);
        }
        json.endObject();
    }

    private void cited(List<Citation> citations, String path) {
        if (!citations.isEmpty()) {
            losses.add(path + ".citations", "cohere is sent no citations");
        }
    }

    /** What was said before the calls: thinking as content, words as the plan. */
    private void plan(List<Block> said, String path) {
        StringBuilder plan = new StringBuilder();
        List<Block> rest = new ArrayList<>();
        for (Block block : said) {
            if (block instanceof Block.Text text) {
                notes(text.notes(), path);
                plan.append(text.text());
            } else {
                rest.add(block);
            }
        }
        if (!rest.isEmpty()) {
            json.name("content");
            content(rest, path);
        }
        if (!plan.isEmpty()) {
            json.name("tool_plan").string(plan.toString());
        }
    }

    private void calls(List<Block.ToolCall> calls, String path) {
        json.name("tool_calls").beginArray();
        for (int i = 0; i < calls.size(); i++) {
            Block.ToolCall call = calls.get(i);
            notes(call.notes(), path + ".tool_calls[" + i + "]");
            if (call.seal() != null) {
                losses.add(path + ".tool_calls[" + i + "]", "the proof of a call sealed by another family");
            }
            json.beginObject().name("id").string(called(call.id())).name("type").string("function");
            json.name("function").beginObject().name("name").string(FittedTools.name(call.name(), LONGEST_NAME));
            json.name("arguments").string(arguments(call)).endObject().endObject();
        }
        json.endArray();
    }

    /** A call without an id gets its number. */
    private String called(String id) {
        if (!id.isEmpty()) {
            return id;
        }
        String own = "call_" + given++;
        nameless.add(own);
        return own;
    }

    /** An answer without an id is for the oldest call without one. */
    private String answered(String id) {
        String oldest = id.isEmpty() ? nameless.poll() : id;
        return oldest == null ? "call_" + given++ : oldest;
    }

    private static String arguments(Block.ToolCall call) {
        return call.free() ? FittedTools.wrapped(call.arguments()) : call.arguments();
    }
}
