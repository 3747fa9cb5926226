package io.sluice.dialects.openai.chat;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.List;

/** Writes turns as messages. What a tool answered is a message of its own here, and its media wait for the user's next. */
final class MessageWriter {
    private final TargetRules rules;
    private final Losses losses;
    private final PartWriter parts;
    private final AssistantWriter assistant;
    private final CallIds ids;
    private final boolean legacy;
    private final List<Block> waiting = new ArrayList<>();

    MessageWriter(TargetRules rules, boolean legacy, boolean thinking) {
        this.rules = rules;
        this.legacy = legacy;
        losses = rules.losses();
        parts = new PartWriter(rules);
        ids = new CallIds("[a-zA-Z0-9]{9}".equals(rules.value("tool_id")));
        assistant = new AssistantWriter(rules, parts, ids, legacy, thinking);
    }

    /** Writes all of them as one list. */
    void write(JsonWriter json, List<Turn> turns) {
        List<Turn> written = rules.has("alternate_roles") ? alternating(turns) : turns;
        json.beginArray();
        for (int i = 0; i < written.size(); i++) {
            turn(json, written.get(i), "messages[" + i + "]");
        }
        flush(json);
        json.endArray();
    }

    private void turn(JsonWriter json, Turn turn, String path) {
        switch (turn.role()) {
            case SYSTEM -> ruled(json, "system", turn, path);
            case DEVELOPER -> ruled(json, rules.isOpenAi() ? "developer" : "system", turn, path);
            case ASSISTANT -> {
                flush(json);
                assistant.write(json, turn, path);
            }
            case USER -> user(json, turn, path);
        }
    }

    private void user(JsonWriter json, Turn turn, String path) {
        List<Block> said = new ArrayList<>();
        boolean answers = false;
        for (Block block : turn.blocks()) {
            if (block instanceof Block.ToolResult result) {
                answers = true;
                result(json, result, path);
            } else {
                said.add(block);
            }
        }
        if (!answers || !said.isEmpty()) {
            said.addAll(0, waiting);
            waiting.clear();
            spoken(json, "user", turn, said, path);
        }
    }

    /** Rules of which nothing could go are no message. */
    private void ruled(JsonWriter json, String role, Turn turn, String path) {
        JsonWriter message = new JsonWriter();
        boolean goes = turn.blocks().isEmpty() || turn.blocks().stream().anyMatch(Block.Text.class::isInstance);
        flush(json);
        message.beginObject().name("role").string(role);
        name(message, turn.name());
        JsonWriter content = new JsonWriter();
        parts.content(content, turn.blocks(), path);
        message.name("content").raw(content.toString());
        parts.notes(turn.notes(), path, message);
        if (goes || !content.toString().equals("\"\"")) {
            json.raw(message.endObject().toString());
        }
    }

    private void spoken(JsonWriter json, String role, Turn turn, List<Block> blocks, String path) {
        flush(json);
        json.beginObject().name("role").string(role);
        name(json, turn.name());
        json.name("content");
        parts.content(json, blocks, path);
        parts.notes(turn.notes(), path, json);
        json.endObject();
    }

    private void name(JsonWriter json, String name) {
        if (!name.isEmpty() && rules.takes("messages[].name")) {
            json.name("name").string(name);
        }
    }

    private static String fitting(String name) {
        return name.isEmpty() ? name : FittedTools.name(name, AssistantWriter.LONGEST_NAME);
    }

    private void result(JsonWriter json, Block.ToolResult result, String path) {
        if (result.failed()) {
            losses.add(path + ".failed", "openai-chat has no mark for a tool that failed");
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
        if (rules.has("no_tool_messages")) {
            losses.add(path, "the provider has no tool messages, the answer went as the user's text");
            waiting.addAll(words);
            return;
        }
        json.beginObject().name("role").string(legacy ? "function" : "tool");
        String name = result.name().isEmpty() ? ids.name(result.id()) : result.name();
        if (legacy) {
            json.name("name").string(fitting(name));
        } else {
            json.name("tool_call_id").string(ids.answered(result.id()));
            name(json, fitting(result.name()));
        }
        json.name("content");
        parts.content(json, words, path);
        parts.notes(result.notes(), path, json);
        json.endObject();
    }

    private void flush(JsonWriter json) {
        if (!waiting.isEmpty()) {
            List<Block> blocks = List.copyOf(waiting);
            waiting.clear();
            spoken(json, "user", Turn.of(Role.USER), blocks, "messages");
        }
    }

    /** Neighbours of one role put together, for providers that want them to take turns. */
    private static List<Turn> alternating(List<Turn> turns) {
        List<Turn> merged = new ArrayList<>();
        for (Turn turn : turns) {
            Turn last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.role() == turn.role() && last.notes().equals(turn.notes())) {
                List<Block> blocks = new ArrayList<>(last.blocks());
                blocks.addAll(turn.blocks());
                merged.set(merged.size() - 1, new Turn(turn.role(), blocks, last.name(), last.notes()));
            } else {
                merged.add(turn);
            }
        }
        return merged;
    }
}
