package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thinking in {@code reasoning_details}: what one index of that list says.
 *
 * @param index in the list, -1 where the entry has none
 * @param shown whether an entry with words of it was there, even without any
 * @param from where the words stand, the JSON string from its quote on; -1 where there are none, or several
 * @param to where they end
 * @param at how many of the other blocks stand before it; -1 where the list does not say so
 */
record Thought(
        int index, boolean shown, String text, @Nullable Seal seal, String id, int at, int from, int to) {
    /** One of words alone. */
    static Thought plain(String words) {
        return new Thought(-1, true, words, null, "", -1, -1, -1);
    }

    /** One that shows nothing but its proof. */
    static Thought sealed(Seal seal) {
        return new Thought(-1, false, "", seal, "", -1, -1, -1);
    }

    /** The same with words that stood elsewhere. */
    Thought saying(String words) {
        return new Thought(index, true, words, seal, id, at, -1, -1);
    }

    /** The entries of the list the reader stands before, those of one index put together. */
    static List<Thought> list(JsonReader json) {
        List<Thought> thoughts = new ArrayList<>();
        if (json.enter(Kind.ARRAY)) {
            while (json.more()) {
                add(thoughts, entry(ObjectView.of(json)));
            }
        }
        return thoughts;
    }

    private static Thought entry(ObjectView entry) {
        int index = figure(entry, "index");
        int at = figure(entry, "at");
        String family = SealFormats.family(entry.text("format"));
        String proof = entry.text("signature");
        boolean encrypted = entry.text("type").equals("reasoning.encrypted");
        if (proof.isEmpty()) {
            proof = entry.text("data");
        }
        JsonReader words = entry.take("text", Kind.STRING);
        if (words == null) {
            words = entry.take("summary", Kind.STRING);
        }
        int from = words == null ? -1 : words.position();
        String text = words == null ? "" : words.string();
        int to = words == null ? -1 : words.offset();
        Seal seal = proof.isEmpty() ? null : new Seal(family, proof);
        return new Thought(index, !encrypted, text, seal, entry.text("id"), at, from, to);
    }

    private static int figure(ObjectView entry, String name) {
        JsonReader value = entry.take(name, Kind.NUMBER);
        return value == null ? -1 : Numbers.small(value);
    }

    private static void add(List<Thought> thoughts, Thought next) {
        for (int i = 0; i < thoughts.size(); i++) {
            Thought known = thoughts.get(i);
            if (next.index >= 0 && known.index == next.index && (known.seal == null || next.seal == null)) {
                thoughts.set(i, known.with(next));
                return;
            }
        }
        thoughts.add(next);
    }

    private Thought with(Thought more) {
        boolean second = from >= 0 && more.from >= 0;
        return new Thought(
                index,
                shown || more.shown,
                text + more.text,
                seal == null ? more.seal : seal,
                id.isEmpty() ? more.id : id,
                at,
                second ? -1 : Math.max(from, more.from),
                second ? -1 : Math.max(to, more.to));
    }

    /** It as a block of a turn; null where it says nothing at all. */
    @Nullable
    Block block() {
        if (shown) {
            return text.isEmpty() && seal == null && id.isEmpty()
                    ? null
                    : new Block.Thinking(text, seal, id, Notes.NONE);
        }
        return seal == null ? null : new Block.HiddenThinking(seal, id, Notes.NONE);
    }

    /** Puts thoughts where they stood among the other blocks of a turn. */
    static List<Block> among(List<Block> others, List<Thought> thoughts) {
        List<Block> blocks = new ArrayList<>();
        int taken = 0;
        for (Thought thought : thoughts) {
            int until = Math.clamp(thought.at, taken, others.size());
            blocks.addAll(others.subList(taken, until));
            taken = until;
            Block block = thought.block();
            if (block != null) {
                blocks.add(block);
            }
        }
        blocks.addAll(others.subList(taken, others.size()));
        return blocks;
    }
}
