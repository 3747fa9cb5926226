package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the turns of a conversation as messages a model on Bedrock takes: neighbours of one side are one message, the
 * user begins, results of tools come before anything else of their message.
 */
final class MessagesWriter {
    private final Losses losses;
    private final Family family;
    private final ContentWriter content;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Piece> system = new ArrayList<>();
    private final Deque<Block.ToolCall> unnamed = new ArrayDeque<>();
    private int numbered;

    /** A message while it grows. */
    private record Draft(String role, List<Piece> pieces, Map<String, String> extras) {
        Draft(String role) {
            this(role, new ArrayList<>(), new LinkedHashMap<>());
        }

        boolean has(String sort) {
            return pieces.stream().anyMatch(piece -> piece.sort().equals(sort));
        }
    }

    MessagesWriter(Losses losses, Family family) {
        this.losses = losses;
        this.family = family;
        content = ContentWriter.toModel(losses, family);
    }

    /** Takes all turns; what becomes of them is then written. */
    MessagesWriter take(List<Turn> turns) {
        for (int i = 0; i < turns.size(); i++) {
            turn(turns.get(i), "messages[" + i + "]");
        }
        for (int i = 0; i < drafts.size(); i++) {
            resultsFirst(drafts.get(i));
            apart(i);
        }
        drafts.forEach(this::textBesideDocuments);
        boolean begins = !drafts.isEmpty() && (drafts.getFirst().role().equals("user") || family.mayBegin());
        if (!begins) {
            losses.add("messages", "bedrock's conversations begin with the user: a period does");
            Draft first = new Draft("user");
            first.pieces().add(Piece.text("."));
            drafts.addFirst(first);
        }
        return this;
    }

    private void turn(Turn turn, String path) {
        if (!turn.name().isEmpty()) {
            losses.add(path + ".name", "bedrock has no names of speakers");
        }
        losses.foreign(path, turn.notes().extras(), BedrockConverse.ID);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < turn.blocks().size(); i++) {
            String at = path + ".content[" + i + "]";
            Block block = identified(turn.blocks().get(i));
            pieces.addAll(content.pieces(block, at));
            mark(pieces, block.notes().cache(), at);
        }
        mark(pieces, turn.notes().cache(), path);
        if (turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER) {
            system(pieces, path);
            return;
        }
        String role = turn.role() == Role.USER ? "user" : "assistant";
        if (pieces.isEmpty()) {
            return;
        }
        if (drafts.isEmpty() || !drafts.getLast().role().equals(role)) {
            drafts.add(new Draft(role));
        }
        drafts.getLast().pieces().addAll(pieces);
        if (turn.notes().extras().dialect().equals(BedrockConverse.ID)) {
            drafts.getLast().extras().putAll(turn.notes().extras().fields());
        }
    }

    private void system(List<Piece> pieces, String path) {
        if (!drafts.isEmpty()) {
            losses.add(path, "bedrock has its rules before all messages");
        }
        for (Piece piece : pieces) {
            if (piece.sort().equals("text")
                    || piece.sort().equals("guardContent")
                    || piece.sort().equals("cachePoint")) {
                system.add(piece);
            } else {
                losses.add(path, "bedrock takes only text among its rules");
            }
        }
    }

    /** Gives calls without an id one of their own, and results without one the id of the call they answer. */
    private Block identified(Block block) {
        if (block instanceof Block.ToolCall call && call.id().isEmpty()) {
            String id = "call_" + ++numbered;
            Block.ToolCall named =
                    new Block.ToolCall(id, call.name(), call.arguments(), call.free(), call.seal(), call.notes());
            unnamed.add(named);
            return named;
        }
        if (block instanceof Block.ToolResult result && result.id().isEmpty()) {
            String id = answered(result.name());
            return new Block.ToolResult(id, result.name(), result.content(), result.failed(), result.notes());
        }
        return block;
    }

    private String answered(String name) {
        for (Iterator<Block.ToolCall> calls = unnamed.iterator(); calls.hasNext(); ) {
            Block.ToolCall call = calls.next();
            if (name.isEmpty() || name.equals(call.name())) {
                calls.remove();
                return call.id();
            }
        }
        return "call_" + ++numbered;
    }

    private void mark(List<Piece> pieces, @Nullable CacheMark mark, String path) {
        if (mark == null) {
            return;
        }
        if (!family.caches()) {
            losses.add(path + ".cache", "this model has no cache points");
            return;
        }
        CacheMark kept = mark;
        if (mark == CacheMark.HOUR && family == Family.NOVA) {
            losses.add(path + ".cache", "this model caches for minutes only");
            kept = CacheMark.SHORT;
        }
        int at = pieces.size() - 1;
        while (at >= 0 && pieces.get(at).isUnmarkable()) {
            at--;
        }
        if (at < pieces.size() - 1) {
            losses.add(path + ".cache", "bedrock takes no cache point right after a document or film");
        }
        if (at >= 0) {
            pieces.set(at, pieces.get(at).marked(kept));
        }
    }

    private static void resultsFirst(Draft draft) {
        List<Piece> results = new ArrayList<>(draft.pieces());
        results.removeIf(piece -> !piece.sort().equals("toolResult"));
        if (draft.role().equals("user") && !results.isEmpty()) {
            draft.pieces().removeAll(results);
            draft.pieces().addAll(0, results);
        }
    }

    /** Parts what the model will not see in one message with the results of tools, by a word of the model's. */
    private void apart(int index) {
        Draft draft = drafts.get(index);
        boolean all = draft.pieces().stream()
                .allMatch(piece -> piece.sort().equals("toolResult") || family.besideResults(piece.sort()));
        if (all || !draft.role().equals("user") || !draft.has("toolResult")) {
            return;
        }
        losses.add("messages", "this model takes no such block beside a tool's result: a turn stands between");
        Draft after = new Draft("user");
        for (Piece piece : List.copyOf(draft.pieces())) {
            if (!piece.sort().equals("toolResult")) {
                draft.pieces().remove(piece);
                after.pieces().add(piece);
            }
        }
        Draft between = new Draft("assistant");
        between.pieces().add(Piece.text("."));
        drafts.addAll(index + 1, List.of(between, after));
    }

    private void textBesideDocuments(Draft draft) {
        if (draft.has("document") && !draft.has("text") && !draft.has("guardContent")) {
            losses.add("messages", "bedrock wants a text beside a document: a period does");
            draft.pieces().add(Piece.text("."));
        }
    }

    /** Adds a rule of ours after those of the conversation. */
    void rule(String text) {
        system.add(Piece.text(text));
    }

    /** Whether any message uses a tool, so that tools must be declared. */
    boolean usesTools() {
        return drafts.stream().anyMatch(draft -> draft.has("toolUse") || draft.has("toolResult"));
    }

    void write(JsonWriter json) {
        json.name("messages").beginArray();
        for (Draft draft : drafts) {
            json.beginObject().name("role").string(draft.role()).name("content");
            write(json, draft.pieces());
            draft.extras().forEach((name, value) -> json.name(name).raw(value));
            json.endObject();
        }
        json.endArray();
        if (!system.isEmpty()) {
            write(json.name("system"), system);
        }
    }

    private static void write(JsonWriter json, List<Piece> pieces) {
        json.beginArray();
        for (Piece piece : pieces) {
            json.raw(piece.json());
            if (piece.mark() != null) {
                json.raw(Marks.write(piece.mark()));
            }
        }
        json.endArray();
    }
}
