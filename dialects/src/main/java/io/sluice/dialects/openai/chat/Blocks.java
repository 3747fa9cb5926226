package io.sluice.dialects.openai.chat;

import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Numbers the blocks of an answer whose dialect has none: text, thinking, refusal, and each tool call by its index. */
final class Blocks {
    private final Map<Integer, Choice> choices = new TreeMap<>();

    /** One alternative: which blocks are open, and what of it waits for its end. */
    static final class Choice {
        final SpokenAnswer audio = new SpokenAnswer();
        private final Map<String, Integer> open = new LinkedHashMap<>();
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, String> noted = new HashMap<>();
        private int begun;
        private int thoughts;
        private boolean spokenSince;
        private String word = "";

        /** Remembers something of that sort under a name, and says what was there. */
        @Nullable
        String remember(String name, String value) {
            return names.put(name, value);
        }

        @Nullable
        String remembered(String name) {
            return names.get(name);
        }

        /** How many blocks have begun. */
        int begun() {
            return begun;
        }

        /** Whether that block is open. */
        boolean isOpen(String sort) {
            return open.containsKey(sort);
        }

        /**
         * The lane of thinking that has no index of its own: the present one, a new one where something else was said
         * since.
         */
        String plainThought() {
            if (spokenSince || thoughts == 0) {
                thoughts++;
            }
            spokenSince = false;
            return thought(thoughts - 1);
        }

        /** The name of the so-manieth thought without an index. */
        static String thought(int number) {
            return "thought " + number;
        }

        /** How many thoughts without an index there are. */
        int thoughts() {
            return thoughts;
        }

        /** Whether that finish is news. */
        boolean finished(String reason) {
            boolean news = !word.equals(reason);
            word = reason;
            return news;
        }

        /** Whether that note is news. */
        boolean isNews(String name, String json) {
            return !json.equals(noted.put(name, json));
        }

        /** The note of that name so far; null where there is none. */
        @Nullable
        String noted(String name) {
            return noted.get(name);
        }
    }

    Choice choice(int index) {
        return choices.computeIfAbsent(index, any -> new Choice());
    }

    /** The number of that block, begun in {@code events} where it is new. */
    int number(int choice, String sort, Event.Opening opening, List<Placed> events) {
        Choice state = choice(choice);
        state.spokenSince |= !(opening instanceof Event.Opening.Thinking);
        Integer known = state.open.get(sort);
        if (known != null) {
            return known;
        }
        int number = state.begun++;
        state.open.put(sort, number);
        events.add(Placed.fixed(new Event.BlockStarted(choice, number, opening)));
        return number;
    }

    /** A block that came whole. */
    void whole(int choice, Event.Opening.Whole opening, List<Placed> events) {
        int number = choice(choice).begun++;
        events.add(Placed.fixed(new Event.BlockStarted(choice, number, opening)));
        events.add(Placed.fixed(new Event.BlockEnded(choice, number)));
    }

    /** Ends every open block of a choice. */
    void end(int choice, List<Placed> events) {
        Choice state = choice(choice);
        state.open.values().stream()
                .sorted()
                .forEach(number -> events.add(Placed.fixed(new Event.BlockEnded(choice, number))));
        state.open.clear();
    }
}
