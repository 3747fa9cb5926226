package io.sluice.dialects.gemini;

import io.sluice.dialects.Asked;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Seal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One candidate of a stream while it is written: its open block, and what its last response will tell. */
final class StreamedCandidate {
    private final int index;
    private final Asked asked;
    private final AnswerParts parts;
    private final Map<String, String> own = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder logprobs = new StringBuilder();
    private @Nullable Opening open;
    private @Nullable Seal seal;
    private @Nullable FinishReason reason;
    private String word = "";
    private boolean said;

    StreamedCandidate(int index, Asked asked, AnswerParts.Calls calls) {
        this.index = index;
        this.asked = asked;
        parts = new AnswerParts(asked, calls);
    }

    void begin(Opening opening) {
        open = opening;
        body.setLength(0);
        seal = null;
        if (opening instanceof Opening.Whole(Block block)) {
            parts.add(block, path());
        }
    }

    /** Text is told at once, but where fields of Gemini's hang on it: those go with the whole of it. */
    void text(String more) {
        body.append(more);
        if (!more.isEmpty() && !isHeld()) {
            parts.text(more);
        }
    }

    private boolean isHeld() {
        return open instanceof Opening.Text(var notes) && !Parts.rest(notes).isEmpty();
    }

    void thought(String more) {
        if (!more.isEmpty()) {
            parts.thought(more);
        }
    }

    void refusal(String more) {
        asked.losses().add(path(), "gemini has no refusals: told as text");
        text(more);
    }

    void arguments(String more) {
        body.append(more);
    }

    void seal(Seal proof) {
        seal = proof;
    }

    void cite(Citation citation) {
        parts.cited(citation, body.toString(), 0);
    }

    void logprobs(String entries) {
        for (Value entry : Value.of(entries).elements()) {
            logprobs.append(logprobs.isEmpty() ? "" : ",").append(entry.raw());
        }
    }

    void endBlock() {
        Opening ending = open;
        open = null;
        switch (ending) {
            case Opening.ToolCall(String id, String name, boolean free, var notes) ->
                parts.add(new Block.ToolCall(id, name, body.toString(), free, seal, notes), path());
            case Opening.Thinking(String id, var _) -> {
                if (seal != null) {
                    parts.proof(seal, id);
                }
            }
            case Opening.Text(var notes) -> {
                asked.losses().foreign(path(), notes.extras(), GeminiGenerate.ID);
                if (!Parts.rest(notes).isEmpty()) {
                    parts.add(new Block.Text(body.toString(), List.of(), notes), path());
                }
            }
            case Opening.Refusal _, Opening.Whole _ -> {}
            case null -> {}
        }
    }

    void finish(FinishReason why, String providersWord) {
        reason = why;
        word = providersWord;
    }

    void note(String dialect, String name, String json) {
        if (dialect.equals(GeminiGenerate.ID)) {
            own.put(name, json);
        } else {
            asked.losses().foreign("choices[" + index + "]", Extras.of(dialect, Map.of(name, json)), GeminiGenerate.ID);
        }
    }

    /** The parts since the last time. */
    List<String> parts() {
        List<String> drained = parts.drained();
        said |= !drained.isEmpty();
        return drained;
    }

    /** As much of the candidate as tells whether anything was said. */
    Answer.Choice outline() {
        List<Block> blocks = said ? List.of(Block.Text.of("")) : List.of();
        return new Answer.Choice(index, blocks, reason, word, null, null, Extras.NONE);
    }

    /** What is left to tell at the end; a reason too, as a stream without one is taken for one that was cut. */
    CandidateText last() {
        return new CandidateText(index)
                .parts(parts.end())
                .finished(reason == null ? FinishReason.STOP : reason, word)
                .logprobs(logprobs.isEmpty() ? null : "[" + logprobs + "]")
                .cited(parts.placings())
                .extras(Extras.of(GeminiGenerate.ID, own), asked.losses());
    }

    private String path() {
        return "choices[" + index + "].blocks";
    }
}
