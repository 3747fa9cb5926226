package io.sluice.dialects.gemini;

import io.sluice.dialects.Sending;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes turns as contents: rules to the one system instruction, the answers of one step's tools together and in the
 * order of the calls.
 */
final class TurnWriter {
    private final Sending sending;
    private final Generation generation;
    private final Losses losses;
    private final List<Turn> turns;
    private final Map<String, String> names = new HashMap<>();
    private final List<String> instruction = new ArrayList<>();
    private String instructionRole = "";
    private final List<String> contents = new ArrayList<>();

    TurnWriter(List<Turn> turns, Sending sending, Generation generation, Losses losses) {
        this.turns = turns;
        this.sending = sending;
        this.generation = generation;
        this.losses = losses;
    }

    void write() {
        for (Turn turn : turns) {
            for (Block block : turn.blocks()) {
                if (block instanceof Block.ToolCall call) {
                    names.put(call.id(), call.name());
                }
            }
        }
        int current = currentTurn();
        boolean begun = false;
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            String path = "turns[" + i + "]";
            if (turn.role() == Role.SYSTEM || turn.role() == Role.DEVELOPER) {
                rules(turn, path, begun);
                continue;
            }
            begun = true;
            int last = i;
            while (isResults(turn) && last + 1 < turns.size() && isResults(turns.get(last + 1))) {
                last++;
            }
            content(i, last, i > current && generation.isThird());
            i = last;
        }
        if (contents.isEmpty() && !instruction.isEmpty()) {
            losses.add("turns", "gemini needs a user's turn: the rules are sent as one");
            contents.add(content("user", instruction, Notes.NONE));
            instruction.clear();
        }
    }

    /** The last turn in which the user says something; what follows it are the steps of the current turn. */
    private int currentTurn() {
        int current = -1;
        for (int i = 0; i < turns.size(); i++) {
            if (turns.get(i).role() == Role.USER && !isResults(turns.get(i))) {
                current = i;
            }
        }
        return current;
    }

    private static boolean isResults(Turn turn) {
        return turn.role() == Role.USER
                && !turn.blocks().isEmpty()
                && turn.blocks().stream().allMatch(Block.ToolResult.class::isInstance);
    }

    private void rules(Turn turn, String path, boolean begun) {
        if (begun) {
            losses.add(path, "gemini has one system instruction, before all turns");
        }
        named(turn, path);
        RequestParts parts = parts(false);
        blocks(turn.blocks(), path, parts);
        instruction.addAll(parts.end());
        instructionRole = spelledRole(turn, instructionRole);
    }

    private void named(Turn turn, String path) {
        if (!turn.name().isEmpty()) {
            losses.add(path + ".name", "gemini has no names of speakers");
        }
        if (turn.notes().cache() != null) {
            losses.add(path + ".cache", "gemini has no cache marks");
        }
        losses.foreign(path, turn.notes().extras(), GeminiGenerate.ID);
    }

    private void content(int first, int last, boolean mustSign) {
        Turn turn = turns.get(first);
        RequestParts parts = parts(mustSign && turn.role() == Role.ASSISTANT);
        if (isResults(turn)) {
            results(first, last, parts);
        } else {
            named(turn, "turns[" + first + "]");
            blocks(turn.blocks(), "turns[" + first + "]", parts);
        }
        List<String> written = parts.end();
        if (!written.isEmpty()) {
            contents.add(content(spelledRole(turn, RequestWriter.role(turn.role())), written, turn.notes()));
        }
    }

    private void blocks(List<Block> blocks, String path, RequestParts parts) {
        for (int i = 0; i < blocks.size(); i++) {
            parts.add(blocks.get(i), path + ".blocks[" + i + "]");
        }
    }

    /** A result and where it stood. */
    private record Placed(Block result, String path, int order) {}

    private void results(int first, int last, RequestParts parts) {
        Map<String, Integer> order = new HashMap<>();
        if (first > 0) {
            for (Block block : turns.get(first - 1).blocks()) {
                if (block instanceof Block.ToolCall call) {
                    order.putIfAbsent(call.id(), order.size());
                }
            }
        }
        List<Placed> results = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            Turn turn = turns.get(i);
            named(turn, "turns[" + i + "]");
            for (int j = 0; j < turn.blocks().size(); j++) {
                if (turn.blocks().get(j) instanceof Block.ToolResult result) {
                    int place = order.getOrDefault(result.id(), Integer.MAX_VALUE);
                    results.add(new Placed(result, "turns[" + i + "].blocks[" + j + "]", place));
                }
            }
        }
        results.sort(Comparator.comparingInt(Placed::order));
        results.forEach(one -> parts.add(one.result(), one.path()));
    }

    private RequestParts parts(boolean mustSign) {
        return new RequestParts(sending, generation, names, mustSign, losses);
    }

    private static String spelledRole(Turn turn, String otherwise) {
        String spelled = turn.notes().extras().field(GeminiGenerate.ID, Extras.SPELLING + "role");
        return spelled == null ? otherwise : Value.of(spelled).text();
    }

    private static String content(String role, List<String> parts, Notes notes) {
        JsonWriter json = new JsonWriter().beginObject();
        if (!role.isEmpty()) {
            json.name("role").string(role);
        }
        json.name("parts").beginArray();
        parts.forEach(json::raw);
        json.endArray();
        Parts.rest(notes).forEach((name, value) -> {
            if (!name.startsWith(Extras.SPELLING)) {
                json.name(name).raw(value);
            }
        });
        return json.endObject().toString();
    }

    /** The system instruction as JSON, empty where there is none. */
    String instruction() {
        return instruction.isEmpty() ? "" : content(instructionRole, instruction, Notes.NONE);
    }

    List<String> contents() {
        return contents;
    }
}
