package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Losses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One candidate as JSON: what is known of it, set piece by piece. */
final class CandidateText {
    private final int index;
    private List<String> parts = List.of();
    private @Nullable FinishReason reason;
    private String word = "";
    private @Nullable String logprobs;
    private List<Grounding.Placing> placings = List.of();
    private final Map<String, String> own = new LinkedHashMap<>();

    CandidateText(int index) {
        this.index = index;
    }

    CandidateText parts(List<String> written) {
        parts = written;
        return this;
    }

    CandidateText finished(@Nullable FinishReason why, String providersWord) {
        reason = why;
        word = providersWord;
        return this;
    }

    /** Token probabilities in OpenAI's form. */
    CandidateText logprobs(@Nullable String entries) {
        logprobs = entries;
        return this;
    }

    CandidateText cited(List<Grounding.Placing> sources) {
        placings = sources;
        return this;
    }

    /** Fields of the choice: Gemini's are told again, others' are lost. */
    CandidateText extras(Extras extras, Losses losses) {
        losses.foreign("choices[" + index + "]", extras, GeminiGenerate.ID);
        if (extras.dialect().equals(GeminiGenerate.ID)) {
            own.putAll(extras.fields());
        }
        return this;
    }

    void write(JsonWriter json, Losses losses) {
        json.beginObject();
        if (!parts.isEmpty()) {
            json.name("content").beginObject().name("parts").beginArray();
            parts.forEach(json::raw);
            json.endArray().name("role").string("model").endObject();
        }
        if (reason != null) {
            json.name("finishReason").raw(FinishWords.json(FinishWords.write(reason, word)));
        }
        json.name("index").number(index);
        if (logprobs != null) {
            json.name("logprobsResult").raw(Logprobs.write(logprobs));
        }
        grounding(json, losses);
        own.forEach((name, value) -> json.name(name).raw(value));
        json.endObject();
    }

    /** Sources Gemini told stand in its own fields already. */
    private void grounding(JsonWriter json, Losses losses) {
        boolean told = own.containsKey(Grounding.GROUNDING) || own.containsKey(Grounding.CITATIONS);
        List<Grounding.Placing> foreign = placings.stream()
                .filter(placing -> !told || !placing.citation().dialect().equals(GeminiGenerate.ID))
                .toList();
        if (!foreign.isEmpty()) {
            losses.add("choices[" + index + "].citations", "gemini tells a source's address, title and place only");
        }
        String grounding = own.containsKey(Grounding.GROUNDING) ? null : Grounding.write(foreign);
        if (grounding != null) {
            json.name(Grounding.GROUNDING).raw(grounding);
        }
    }
}
