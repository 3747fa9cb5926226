package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the messages of a request as turns. */
final class MessageReader {
    private final Objections objections;
    private final PartReader parts;
    private final AssistantReader assistant;
    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, String> legacyCalls = new LinkedHashMap<>();

    MessageReader(Objections objections) {
        this.objections = objections;
        parts = new PartReader(objections);
        assistant = new AssistantReader(objections, parts);
    }

    /** The turns of the list the reader stands before. */
    List<Turn> read(JsonReader json) {
        turns.clear();
        Kind kind = json.peek();
        if (kind != Kind.ARRAY) {
            objections.wrong("messages", "a list", kind);
            json.skip();
            return turns;
        }
        json.enter(Kind.ARRAY);
        while (json.more()) {
            String path = "messages[" + turns.size() + "]";
            if (json.peek() == Kind.OBJECT) {
                turns.add(turn(ObjectView.of(json), path));
            } else {
                objections.wrong(path, "an object", json.peek());
                json.skip();
                turns.add(Turn.of(Role.USER));
            }
        }
        return turns;
    }

    private Turn turn(ObjectView message, String path) {
        String role = message.text("role");
        return switch (role) {
            case "system" -> spoken(Role.SYSTEM, message, path);
            case "developer" -> spoken(Role.DEVELOPER, message, path);
            case "user" -> spoken(Role.USER, message, path);
            case "assistant" -> {
                String name = message.text("name");
                List<Block> blocks = assistant.blocks(message, path, legacyCalls);
                yield new Turn(Role.ASSISTANT, blocks, name, CacheMarks.notes(message));
            }
            case "tool" -> result(message, path);
            case "function" -> legacyResult(message, path);
            default -> {
                objections.add(
                        path + ".role",
                        "'" + path + ".role' must be one of developer, system, user, assistant, tool and function.");
                yield Turn.of(Role.USER);
            }
        };
    }

    private Turn spoken(Role role, ObjectView message, String path) {
        String name = message.text("name");
        return new Turn(role, content(message, path), name, CacheMarks.notes(message));
    }

    private Turn result(ObjectView message, String path) {
        String id = message.text("tool_call_id");
        if (id.isEmpty()) {
            objections.add(
                    path + ".tool_call_id", "'" + path + ".tool_call_id' must name the call that the message answers.");
        }
        String name = message.text("name");
        List<Block> content = content(message, path);
        Block result = new Block.ToolResult(id, name, content, false, CacheMarks.notes(message));
        return Turn.of(Role.USER, result);
    }

    /** The answer of a function named by its name alone goes to the last call of that name. */
    private Turn legacyResult(ObjectView message, String path) {
        String name = message.text("name");
        String id = legacyCalls.getOrDefault(name, "call_" + name);
        List<Block> content = content(message, path);
        Notes notes = LegacyCalls.notes(message.rest());
        return Turn.of(Role.USER, new Block.ToolResult(id, name, content, false, notes));
    }

    private List<Block> content(ObjectView message, String path) {
        JsonReader content = message.take("content");
        return content == null ? List.of() : parts.read(content, path + ".content");
    }
}
