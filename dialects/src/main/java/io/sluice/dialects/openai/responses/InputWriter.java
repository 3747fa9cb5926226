package io.sluice.dialects.openai.responses;

import io.sluice.dialects.Quirks;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unfolds turns into instructions and items. */
final class InputWriter {
    static final String NO_CACHE_MARKS = Spelling.DIALECT + " caches by itself";
    static final String OTHER_FAMILY = "thinking sealed by another family";
    private static final String UNSEALED = "thinking without a seal";

    private final JsonWriter json;
    private final Losses losses;
    private final PartWriter parts;
    private final boolean takesUnsealed;
    /** Whether the tool called last under that id takes text. */
    private final Map<String, Boolean> free = new HashMap<>();

    private int unnamedCalls;
    private int unnamedResults;

    InputWriter(JsonWriter json, Losses losses, Quirks quirks) {
        this.json = json;
        this.losses = losses;
        parts = new PartWriter(json, losses, !quirks.flags().contains("no_image_url"));
        takesUnsealed = quirks.flags().contains("send_back_reasoning");
    }

    void write(List<Turn> turns) {
        int from = 0;
        String instructions = turns.isEmpty() ? null : instructions(turns.getFirst());
        if (instructions != null) {
            json.name("instructions").string(instructions);
            from = 1;
        }
        json.name("input").beginArray();
        for (int i = from; i < turns.size(); i++) {
            turn(turns.get(i), "turns[" + i + "]");
        }
        json.endArray();
    }

    /** The text of a first system turn that consists of nothing else; null of any other. */
    static @Nullable String instructions(Turn turn) {
        boolean plain = turn.role() == Role.SYSTEM
                && turn.name().isEmpty()
                && turn.blocks().size() == 1
                && !Spelling.says(turn.notes(), Spelling.ITEM);
        return plain
                        && turn.blocks().getFirst() instanceof Block.Text(String text, List<?> citations, Notes notes)
                        && citations.isEmpty()
                        && notes.cache() == null
                        && notes.extras().isEmpty()
                ? text
                : null;
    }

    private void turn(Turn turn, String path) {
        if (!turn.name().isEmpty()) {
            losses.add(path + ".name", Spelling.DIALECT + " has no names of speakers");
        }
        marked(turn.notes(), path);
        boolean assistant = turn.role() == Role.ASSISTANT;
        List<Block> blocks = turn.blocks();
        int i = 0;
        while (i < blocks.size()) {
            if (!Messages.isPart(blocks.get(i), assistant)) {
                item(blocks.get(i), path + ".blocks[" + i + "]");
                i++;
                continue;
            }
            int end = i + 1;
            while (end < blocks.size()
                    && Messages.isPart(blocks.get(end), assistant)
                    && !Spelling.says(blocks.get(end).notes(), Spelling.BEGINS)) {
                end++;
            }
            parts.message(turn.role(), blocks.subList(i, end), path, i);
            i = end;
        }
    }

    private void marked(Notes notes, String path) {
        if (notes.cache() != null) {
            losses.add(path + ".cache", NO_CACHE_MARKS);
        }
        losses.foreign(path, notes.extras(), Spelling.DIALECT);
    }

    private void item(Block block, String path) {
        marked(block.notes(), path);
        switch (block) {
            case Block.Thinking thinking -> thinking(thinking, path);
            case Block.HiddenThinking hidden -> hidden(hidden, path);
            case Block.ToolCall call -> call(call, path);
            case Block.ToolResult result -> result(result, path);
            case Block.Opaque opaque -> {
                if (opaque.dialect().equals(Spelling.DIALECT)) {
                    json.raw(opaque.json());
                } else {
                    losses.add(path, Spelling.DIALECT + " has no such block");
                }
            }
            case Block.Media media -> picture(media, path);
            case Block.Text _, Block.Refusal _ ->
                throw new IllegalStateException("A part of a message is no item: " + block.getClass());
        }
    }

    private void thinking(Block.Thinking thinking, String path) {
        Seal seal = thinking.seal();
        if (seal != null && !seal.family().equals(Seal.OPENAI)) {
            losses.add(path, OTHER_FAMILY);
            return;
        }
        if (seal == null && !Spelling.read(thinking) && !takesUnsealed) {
            losses.add(path, UNSEALED);
            return;
        }
        boolean content = seal == null && takesUnsealed;
        Thoughts.write(json, thinking, thinking.id(), seal == null ? null : seal.data(), content);
    }

    private void hidden(Block.HiddenThinking hidden, String path) {
        if (!hidden.seal().family().equals(Seal.OPENAI)) {
            losses.add(path, OTHER_FAMILY);
            return;
        }
        Thoughts.write(
                json,
                new Block.Thinking("", hidden.seal(), hidden.id(), hidden.notes()),
                hidden.id(),
                hidden.seal().data(),
                false);
    }

    private void call(Block.ToolCall call, String path) {
        if (call.seal() != null) {
            losses.add(path + ".seal", OTHER_FAMILY);
        }
        String id = call.id().isEmpty() ? "call_" + unnamedCalls++ : call.id();
        free.put(id, call.free());
        json.beginObject().name("type").string(call.free() ? "custom_tool_call" : "function_call");
        Spelling.write(json, call.notes(), Spelling.ID);
        json.name("call_id").string(id).name("name").string(call.name());
        json.name(call.free() ? "input" : "arguments").string(call.arguments());
        Spelling.write(json, call.notes(), Spelling.STATUS);
        Spelling.write(json, call.notes().extras());
        json.endObject();
    }

    private void result(Block.ToolResult result, String path) {
        if (result.failed()) {
            losses.add(path + ".failed", Spelling.DIALECT + " cannot say that a tool failed");
        }
        String id = result.id().isEmpty() ? "call_" + unnamedResults++ : result.id();
        boolean custom = Spelling.says(result.notes(), Spelling.CUSTOM) || Boolean.TRUE.equals(free.get(id));
        json.beginObject().name("type").string(custom ? "custom_tool_call_output" : "function_call_output");
        Spelling.write(json, result.notes(), Spelling.ID);
        json.name("call_id").string(id).name("output");
        parts.content(Role.USER, result.content(), path, 0);
        Spelling.write(json, result.notes(), Spelling.STATUS);
        Spelling.write(json, result.notes().extras());
        json.endObject();
    }

    /** A picture the model made earlier. */
    private void picture(Block.Media media, String path) {
        if (media.sort() == Block.Media.Sort.IMAGE && media.source() instanceof Block.Source.Inline(String base64)) {
            Thoughts.picture(json, media, base64, null);
        } else {
            losses.add(path, Spelling.DIALECT + " takes no such media from the model's side");
        }
    }
}
