package io.sluice.dialects.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds the events of one answer into the answer. Not safe for several threads. */
public final class Folding {
    private final Map<Integer, FoldingChoice> choices = new TreeMap<>();
    private final Map<String, String> fields = new LinkedHashMap<>();
    private String dialect = "";
    private String id = "";
    private String model = "";
    private @Nullable Usage usage;
    private @Nullable ErrorFacts error;

    /** What those events say. */
    public static Answer of(Iterable<Event> events) {
        Folding folding = new Folding();
        events.forEach(folding::take);
        return folding.answer();
    }

    /** Takes the next event. */
    public void take(Event event) {
        switch (event) {
            case Event.Started(String answerId, String answerModel) -> {
                id = answerId.isEmpty() ? id : answerId;
                model = answerModel.isEmpty() ? model : answerModel;
            }
            case Event.BlockStarted(int choice, int block, Event.Opening opening) ->
                choice(choice).begin(block, opening);
            case Event.TextDelta(int choice, int block, String text) ->
                choice(choice).text(block, text);
            case Event.ThinkingDelta(int choice, int block, String text) ->
                choice(choice).text(block, text);
            case Event.RefusalDelta(int choice, int block, String text) ->
                choice(choice).text(block, text);
            case Event.ArgumentsDelta(int choice, int block, String json) ->
                choice(choice).text(block, json);
            case Event.SealSeen(int choice, int block, Seal seal) ->
                choice(choice).seal(block, seal);
            case Event.CitationSeen(int choice, int block, Citation citation) ->
                choice(choice).cite(block, citation);
            case Event.LogprobsSeen(int choice, String entries) ->
                choice(choice).logprobs(entries);
            case Event.StopSequenceSeen(int choice, String sequence) ->
                choice(choice).stopSequence(sequence);
            case Event.Finished(int choice, FinishReason reason, String word) ->
                choice(choice).finish(reason, word);
            case Event.Noted(int choice, String of, String name, String json) -> note(choice, of, name, json);
            case Event.UsageSeen(Usage seen) -> usage = seen;
            case Event.Broken(ErrorFacts seen) -> error = seen;
            case Event.BlockEnded _, Event.Unknown _ -> {}
        }
    }

    private void note(int choice, String of, String name, String json) {
        if (choice < 0) {
            dialect = of;
            fields.put(name, json);
        } else {
            choice(choice).note(of, name, json);
        }
    }

    private FoldingChoice choice(int index) {
        return choices.computeIfAbsent(index, FoldingChoice::new);
    }

    /** The answer as far as it has come. */
    public Answer answer() {
        return new Answer(
                id,
                model,
                choices.values().stream().map(FoldingChoice::choice).toList(),
                usage,
                error,
                Extras.of(dialect, fields));
    }
}
