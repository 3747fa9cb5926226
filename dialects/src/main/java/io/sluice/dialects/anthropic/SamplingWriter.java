package io.sluice.dialects.anthropic;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Sampling;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes how the answer is to be drawn; a setting at the value it has anyway is left out rather than lost. */
final class SamplingWriter {
    private static final BigDecimal LEAST_TOP_P_THINKING = new BigDecimal("0.95");

    private final Sampling sampling;
    private final ModelFacts facts;
    private final boolean thinks;
    private final Losses losses;

    SamplingWriter(Sampling sampling, ModelFacts facts, boolean thinks, Losses losses) {
        this.sampling = sampling;
        this.facts = facts;
        this.thinks = thinks;
        this.losses = losses;
    }

    void write(JsonWriter request) {
        BigDecimal temperature = temperature();
        BigDecimal topP = topP(temperature);
        if (temperature != null && !(topP != null && isOne(temperature))) {
            request.name("temperature").raw(temperature.toString());
        }
        if (topP != null) {
            request.name("top_p").raw(topP.toString());
        }
        BigDecimal topK = taken(sampling.topK(), "top_k", thinks);
        if (topK != null) {
            request.name("top_k").raw(topK.toString());
        }
        stop(request);
        unsayable();
    }

    private @Nullable BigDecimal temperature() {
        BigDecimal asked = sampling.temperature();
        if (asked == null) {
            return null;
        }
        if (isOne(asked)) {
            return facts.has("no_sampling_params") || facts.has("no_temperature") ? null : asked;
        }
        BigDecimal taken = taken(asked, "temperature", thinks || facts.has("no_temperature"));
        if (taken != null && taken.compareTo(BigDecimal.ONE) > 0) {
            losses.add("temperature", "anthropic's temperature ends at 1");
            return BigDecimal.ONE;
        }
        return taken;
    }

    private @Nullable BigDecimal topP(@Nullable BigDecimal temperature) {
        BigDecimal asked = sampling.topP();
        if (asked == null || (isOne(asked) && (temperature != null || facts.has("no_sampling_params")))) {
            return null;
        }
        if (temperature != null && !isOne(temperature)) {
            losses.add("top_p", "anthropic's newer models take temperature or top_p, not both");
            return null;
        }
        return taken(asked, "top_p", thinks && asked.compareTo(LEAST_TOP_P_THINKING) < 0);
    }

    private @Nullable BigDecimal taken(@Nullable BigDecimal asked, String name, boolean refused) {
        if (asked != null && (refused || facts.has("no_sampling_params"))) {
            losses.add(
                    name,
                    refused && thinks ? "anthropic does not take it while it thinks" : "this model does not take it");
            return null;
        }
        return asked;
    }

    private void stop(JsonWriter request) {
        List<String> taken =
                sampling.stop().stream().filter(text -> !text.isBlank()).toList();
        if (taken.size() < sampling.stop().size()) {
            losses.add("stop", "anthropic takes no blank stop sequence");
        }
        if (!taken.isEmpty()) {
            request.name("stop_sequences").beginArray();
            taken.forEach(request::string);
            request.endArray();
        }
    }

    private void unsayable() {
        lost(sampling.seed() != null, "seed");
        lost(isSome(sampling.presencePenalty()), "presence_penalty");
        lost(isSome(sampling.frequencyPenalty()), "frequency_penalty");
        lost(sampling.choices() != null && sampling.choices() > 1, "n");
        lost(Boolean.TRUE.equals(sampling.logprobs()), "logprobs");
        lost(sampling.topLogprobs() != null && sampling.topLogprobs() > 0, "top_logprobs");
    }

    private void lost(boolean asked, String name) {
        if (asked) {
            losses.add(name, "anthropic has no " + name);
        }
    }

    private static boolean isSome(@Nullable BigDecimal penalty) {
        return penalty != null && penalty.signum() != 0;
    }

    private static boolean isOne(BigDecimal number) {
        return number.compareTo(BigDecimal.ONE) == 0;
    }
}
