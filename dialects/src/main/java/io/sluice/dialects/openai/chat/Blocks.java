package io.sluice.dialects.openai.chat;

import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers the blocks of an answer whose dialect has none: text, thinking, refusal, and each tool call by its index. */
final class Blocks {
    private final Map<Integer, Map<String, Integer>> open = new TreeMap<>();
    private final Map<Integer, Integer> begun = new HashMap<>();

    /** The number of that block, begun in {@code events} where it is new. */
    int number(int choice, String sort, Event.Opening opening, List<Placed> events) {
        Map<String, Integer> blocks = open.computeIfAbsent(choice, c -> new TreeMap<>());
        Integer known = blocks.get(sort);
        if (known != null) {
            return known;
        }
        int number = begun.merge(choice, 1, Integer::sum) - 1;
        blocks.put(sort, number);
        events.add(Placed.fixed(new Event.BlockStarted(choice, number, opening)));
        return number;
    }

    /** Ends every open block of a choice. */
    void end(int choice, List<Placed> events) {
        Map<String, Integer> blocks = open.remove(choice);
        if (blocks != null) {
            blocks.values().stream()
                    .sorted()
                    .forEach(number -> events.add(Placed.fixed(new Event.BlockEnded(choice, number))));
        }
    }
}
