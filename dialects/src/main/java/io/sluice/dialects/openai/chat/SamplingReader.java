package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Sampling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields that say how an answer is drawn. */
final class SamplingReader {
    private final Objections objections;
    private @Nullable BigDecimal temperature;
    private @Nullable BigDecimal topP;
    private @Nullable BigDecimal topK;
    private @Nullable BigDecimal presence;
    private @Nullable BigDecimal frequency;
    private @Nullable Long seed;
    private @Nullable Integer choices;
    private List<String> stop = List.of();
    private @Nullable Boolean logprobs;
    private @Nullable Integer topLogprobs;

    SamplingReader(Objections objections) {
        this.objections = objections;
    }

    /** Takes that field if it is one of these; the reader stands before its value. */
    boolean take(String name, JsonReader json) {
        switch (name) {
            case "temperature" -> temperature = objections.number(json, name);
            case "top_p" -> topP = objections.number(json, name);
            case "top_k" -> topK = objections.number(json, name);
            case "presence_penalty" -> presence = objections.number(json, name);
            case "frequency_penalty" -> frequency = objections.number(json, name);
            case "seed", "random_seed" -> seed = objections.whole(json, name);
            case "n" -> choices = objections.small(json, name);
            case "stop" -> stop = stop(json);
            case "logprobs" -> {
                // Completions-like hosts count here instead of saying yes or no.
                if (json.peek() == Kind.NUMBER) {
                    return false;
                }
                logprobs = objections.flag(json, name);
            }
            case "top_logprobs" -> topLogprobs = objections.small(json, name);
            default -> {
                return false;
            }
        }
        return true;
    }

    private List<String> stop(JsonReader json) {
        if (json.peek() != Kind.ARRAY) {
            String one = objections.text(json, "stop");
            return one == null ? List.of() : List.of(one);
        }
        List<String> sequences = new ArrayList<>();
        json.enter(Kind.ARRAY);
        while (json.more()) {
            String sequence = objections.text(json, "stop[" + sequences.size() + "]");
            sequences.add(sequence == null ? "" : sequence);
        }
        return sequences;
    }

    Sampling sampling(@Nullable Long maxOutput) {
        return new Sampling(
                maxOutput, temperature, topP, topK, presence, frequency, seed, choices, stop, logprobs, topLogprobs);
    }
}
