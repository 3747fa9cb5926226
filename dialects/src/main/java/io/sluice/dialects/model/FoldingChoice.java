package io.sluice.dialects.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One alternative of an answer while its events come in. */
final class FoldingChoice {
    private final int index;
    private final Map<Integer, Open> blocks = new TreeMap<>();
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final StringBuilder logprobs = new StringBuilder();
    private String dialect = "";
    private @Nullable FinishReason reason;
    private String word = "";
    private @Nullable String stopSequence;

    /** A block and what has come of it. */
    private static final class Open {
        final Event.Opening opening;
        final StringBuilder text = new StringBuilder();
        final List<Citation> citations = new ArrayList<>();

        @Nullable
        Seal seal;

        Open(Event.Opening opening) {
            this.opening = opening;
        }

        Block block() {
            return switch (opening) {
                case Event.Opening.Text(Notes notes) -> new Block.Text(text.toString(), citations, notes);
                case Event.Opening.Thinking(String id, Notes notes) ->
                    new Block.Thinking(text.toString(), seal, id, notes);
                case Event.Opening.Refusal(Notes notes) -> new Block.Refusal(text.toString(), notes);
                case Event.Opening.ToolCall(String id, String name, boolean free, Notes notes) ->
                    new Block.ToolCall(id, name, text.isEmpty() && !free ? "{}" : text.toString(), free, seal, notes);
                case Event.Opening.Whole(Block whole) -> whole;
            };
        }
    }

    FoldingChoice(int index) {
        this.index = index;
    }

    void begin(int block, Event.Opening opening) {
        blocks.put(block, new Open(opening));
    }

    void text(int block, String more) {
        open(block).text.append(more);
    }

    void seal(int block, Seal seal) {
        open(block).seal = seal;
    }

    void cite(int block, Citation citation) {
        open(block).citations.add(citation);
    }

    // Readers begin a block before they add to it; where one did not, what comes is taken for text.
    private Open open(int block) {
        return blocks.computeIfAbsent(block, number -> new Open(new Event.Opening.Text()));
    }

    void logprobs(String entries) {
        String inner = entries.strip();
        inner = inner.substring(1, inner.length() - 1).strip();
        if (!inner.isEmpty()) {
            logprobs.append(logprobs.isEmpty() ? "" : ",").append(inner);
        }
    }

    void stopSequence(String sequence) {
        stopSequence = sequence;
    }

    void finish(FinishReason why, String providersWord) {
        reason = why;
        word = providersWord;
    }

    void note(String of, String name, String json) {
        dialect = of;
        fields.put(name, json);
    }

    Answer.Choice choice() {
        return new Answer.Choice(
                index,
                blocks.values().stream().map(Open::block).toList(),
                reason,
                word,
                stopSequence,
                logprobs.isEmpty() ? null : "[" + logprobs + "]",
                Extras.of(dialect, fields));
    }
}
