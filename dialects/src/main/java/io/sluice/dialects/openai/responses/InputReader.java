package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds the items of a request into turns: what the model said in one go (reasoning, messages, calls) is one turn, what
 * its tools answered and the message after it is one, every other message is one of its own.
 */
final class InputReader {
    private static final Set<String> OUTPUT = Set.of("type", "call_id", "output");
    private static final Set<String> BOOKKEEPING = Set.of("id", "status");

    private final List<Turn> turns = new ArrayList<>();
    private List<Block> open = new ArrayList<>();
    private Role role = Role.SYSTEM;
    private @Nullable ErrorFacts refusal;

    /** The instructions, as the first turn. */
    void instructions(Node node) {
        if (node.is(Kind.STRING)) {
            turns.add(Turn.of(Role.SYSTEM, Block.Text.of(node.text())));
        } else if (!node.is(Kind.NULL)) {
            refuse("instructions", "'instructions' must be a text.");
        }
    }

    /** The input, a text or items. */
    void input(Node node) {
        if (node.is(Kind.STRING)) {
            turns.add(Turn.of(Role.USER, Block.Text.of(node.text())));
            return;
        }
        if (!node.is(Kind.ARRAY)) {
            if (!node.is(Kind.NULL)) {
                refuse("input", "'input' must be a text or a list of items.");
            }
            return;
        }
        int index = 0;
        for (Node item : node.elements()) {
            item(item, "input[" + index++ + "]");
        }
        close();
    }

    /** The turns so far. */
    List<Turn> turns() {
        return turns;
    }

    /** Why the input cannot be read; null where it can. */
    @Nullable
    ErrorFacts refusal() {
        return refusal;
    }

    private void item(Node item, String path) {
        String type = item.text("type");
        if (!item.is(Kind.OBJECT) || (type.isEmpty() && !item.has("role"))) {
            refuse(path, "'" + path + "' must be an item: an object with a 'type' or a 'role'.");
            return;
        }
        switch (type) {
            case "", "message" -> message(item, path);
            case "reasoning" -> reasoning(Items.thinking(item));
            case "function_call", "custom_tool_call" -> call(item, path);
            case "function_call_output", "custom_tool_call_output" -> output(item, path);
            default -> other(item, type);
        }
    }

    private void message(Node item, String path) {
        Role speaker = speaker(item.text("role"));
        if (speaker == null) {
            refuse(path + ".role", "'" + path + ".role' must be user, assistant, system or developer.");
            return;
        }
        List<Block> blocks = Parts.read(item.at("content"), speaker == Role.ASSISTANT);
        if (blocks == null) {
            refuse(path + ".content", "'" + path + ".content' must be a text or a list of parts with a 'type'.");
            return;
        }
        Map<String, String> rest = Spelling.restOfMessage(item, BOOKKEEPING);
        if (speaker != Role.ASSISTANT && (role != speaker || endsInMessage())) {
            close();
        }
        boolean follows = role == speaker && endsInMessage();
        side(speaker);
        if (blocks.isEmpty()) {
            // Nothing to hang the notes on: it is kept as it is.
            open.add(new Block.Opaque(Spelling.DIALECT, "message", item.raw(), Notes.NONE));
            return;
        }
        if (follows) {
            rest.put(Spelling.BEGINS, "true");
        }
        open.add(noted(blocks.getFirst(), rest));
        open.addAll(blocks.subList(1, blocks.size()));
        if (speaker != Role.ASSISTANT) {
            close();
        }
    }

    private boolean endsInMessage() {
        return !open.isEmpty() && Messages.isPart(open.getLast(), role == Role.ASSISTANT);
    }

    private static Block noted(Block block, Map<String, String> more) {
        if (more.isEmpty()) {
            return block;
        }
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.putAll(block.notes().extras().fields());
        Notes notes = Spelling.notes(fields);
        return switch (block) {
            case Block.Text text -> new Block.Text(text.text(), text.citations(), notes);
            case Block.Refusal refused -> new Block.Refusal(refused.text(), notes);
            case Block.Media media ->
                new Block.Media(media.sort(), media.mediaType(), media.source(), media.name(), notes);
            case Block.Opaque opaque -> new Block.Opaque(opaque.dialect(), opaque.type(), opaque.json(), notes);
            case Block.Thinking _, Block.HiddenThinking _, Block.ToolCall _, Block.ToolResult _ -> block;
        };
    }

    private static @Nullable Role speaker(String role) {
        return switch (role) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            default -> null;
        };
    }

    private void reasoning(Block thinking) {
        if (thinking instanceof Block.Thinking(String text, Seal seal, String _, Notes _)
                && seal != null
                && text.isEmpty()
                && Spelling.isOfCall(seal)
                && role == Role.ASSISTANT
                && !open.isEmpty()
                && open.getLast() instanceof Block.ToolCall call) {
            open.removeLast();
            open.add(new Block.ToolCall(
                    call.id(), call.name(), call.arguments(), call.free(), Spelling.bare(seal), call.notes()));
            return;
        }
        side(Role.ASSISTANT);
        open.add(thinking);
    }

    private void call(Node item, String path) {
        if (!item.at("name").is(Kind.STRING) || !item.at("call_id").is(Kind.STRING)) {
            refuse(path, "'" + path + "' must have a 'call_id' and a 'name', both texts.");
            return;
        }
        side(Role.ASSISTANT);
        open.add(Items.call(item));
    }

    private void output(Node item, String path) {
        List<Block> content = Parts.read(item.at("output"), false);
        if (content == null || !item.at("call_id").is(Kind.STRING)) {
            refuse(path, "'" + path + "' must have a 'call_id', and an 'output' that is a text or a list of parts.");
            return;
        }
        if (endsInMessage()) {
            close();
        }
        side(Role.USER);
        Map<String, String> rest = Spelling.rest(item, OUTPUT, BOOKKEEPING);
        if (item.text("type").startsWith("custom")) {
            rest.put(Spelling.CUSTOM, "true");
        }
        open.add(new Block.ToolResult(item.text("call_id"), "", content, false, Spelling.notes(rest)));
    }

    /** What only this dialect knows: on the caller's side where its type says that somebody answered. */
    private void other(Node item, String type) {
        Role named = speaker(item.text("role"));
        boolean answered = type.endsWith("_output") || type.endsWith("_response");
        Role whose = named != null ? named : answered ? Role.USER : Role.ASSISTANT;
        if (whose == Role.USER && endsInMessage()) {
            close();
        }
        side(whose);
        open.add(Items.whole(item));
    }

    private void side(Role whose) {
        if (role != whose) {
            close();
            role = whose;
        }
    }

    private void close() {
        if (!open.isEmpty()) {
            boolean first = turns.isEmpty() && role == Role.SYSTEM;
            Notes notes = first ? Spelling.saying(Notes.NONE, Spelling.ITEM) : Notes.NONE;
            turns.add(new Turn(role, open, "", notes));
            open = new ArrayList<>();
        }
    }

    private void refuse(String field, String message) {
        if (refusal == null) {
            refusal = new ErrorFacts(400, "invalid_value", message, "invalid_request_error", field);
        }
    }
}
