package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the content of a request's turns. */
final class BlockReader {
    private final Faults faults;
    private final MediaReader media = new MediaReader(this);

    BlockReader(Faults faults) {
        this.faults = faults;
    }

    /** A content: a text, or a list of blocks. */
    List<Block> content(JsonReader json, String path) {
        List<Block> blocks = new ArrayList<>();
        switch (json.peek()) {
            case STRING -> blocks.add(Block.Text.of(json.string()));
            case ARRAY -> {
                json.enter(Kind.ARRAY);
                while (json.more()) {
                    blocks.add(block(json, path + "[" + blocks.size() + "]"));
                }
            }
            case OBJECT, NUMBER, TRUE, FALSE, NULL -> faults.wrong(path, "a text or a list of blocks", json);
        }
        return blocks;
    }

    /** The block that is the reader's next value. */
    Block block(JsonReader json, String path) {
        if (json.peek() != Kind.OBJECT) {
            faults.wrong(path, "a content block", json);
            json.skip();
            return Block.Text.of("");
        }
        JsonReader whole = json.copy();
        Fields block = Fields.of(json);
        String type = faults.text(block, "type", path);
        return switch (type) {
            case "text" -> {
                String text = faults.text(block, "text", path);
                List<Citation> citations = Citations.list(block.at("citations"));
                yield new Block.Text(text, citations, notes(block));
            }
            case "thinking" -> thinking(block, path);
            case "redacted_thinking" -> {
                Seal seal = Seal.read(faults.text(block, "data", path), Seal.ANTHROPIC);
                yield new Block.HiddenThinking(seal, "", notes(block));
            }
            case "tool_use" -> call(block, path);
            case "tool_result" -> result(block, path);
            case "image", "document" -> media.read(type, block, whole, path);
            default -> opaque(type, whole);
        };
    }

    private Block thinking(Fields block, String path) {
        String text = faults.text(block, "thinking", path);
        String signature = block.text("signature");
        Seal seal = signature.isEmpty() ? null : Seal.read(signature, Seal.ANTHROPIC);
        return new Block.Thinking(text, seal, "", notes(block));
    }

    private Block call(Fields block, String path) {
        String id = faults.text(block, "id", path);
        String name = faults.text(block, "name", path);
        JsonReader input = block.at("input");
        if (input != null && input.peek() != Kind.OBJECT) {
            faults.wrong(path + ".input", "an object", input);
        }
        Notes notes = notes(block);
        Notes kept = new Notes(notes.cache(), BlockDecoder.callExtras(block));
        return new Block.ToolCall(id, name, input == null ? "{}" : input.raw(), false, null, kept);
    }

    private Block result(Fields block, String path) {
        String id = faults.text(block, "tool_use_id", path);
        JsonReader content = block.at("content");
        List<Block> blocks = content == null ? List.of() : content(content, path + ".content");
        return new Block.ToolResult(id, "", blocks, block.isTrue("is_error"), notes(block));
    }

    static Block opaque(String type, JsonReader whole) {
        return new Block.Opaque(AnthropicMessages.ID, type, whole.copy().raw(), Notes.NONE);
    }

    /** A cache mark, and what nobody has asked for. */
    static Notes notes(Fields fields) {
        JsonReader cache = fields.at("cache_control", Kind.OBJECT);
        if (cache == null) {
            return Notes.of(fields.rest());
        }
        Fields control = Fields.of(cache);
        control.at("type");
        CacheMark mark = control.text("ttl").equals("1h") ? CacheMark.HOUR : CacheMark.SHORT;
        return new Notes(mark, fields.rest());
    }

    /** JSON text of an object of those members. */
    static String object(Map<String, String> members) {
        JsonWriter json = new JsonWriter().beginObject();
        members.forEach((name, value) -> json.name(name).raw(value));
        return json.endObject().toString();
    }
}
