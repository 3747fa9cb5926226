package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Sampling;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says how the answer is to be drawn, as far as the provider and the model take it. */
final class SamplingWriter {
    private final TargetRules rules;
    private final RequestFields fields;
    private final Losses losses;

    SamplingWriter(TargetRules rules, RequestFields fields) {
        this.rules = rules;
        this.fields = fields;
        losses = rules.losses();
    }

    void write(Sampling sampling) {
        cap(sampling.maxOutput());
        number("temperature", temperature(sampling.temperature()));
        number("top_p", sampling.topP());
        topK(sampling.topK());
        number("presence_penalty", sampling.presencePenalty());
        number("frequency_penalty", sampling.frequencyPenalty());
        seed(sampling.seed());
        choices(sampling.choices());
        stop(sampling.stop());
        if (sampling.logprobs() != null && rules.takes("logprobs")) {
            fields.put("logprobs", sampling.logprobs());
        }
        if (sampling.topLogprobs() != null && rules.takes("top_logprobs")) {
            fields.put("top_logprobs", sampling.topLogprobs());
        }
    }

    /** The lower of what the caller and the gateway allow; a provider that must have a cap gets the model's own limit. */
    private void cap(@Nullable Long asked) {
        Long ours = rules.sending().cap();
        Long cap = asked == null || (ours != null && ours < asked) ? ours : asked;
        if (cap == null && rules.has("max_tokens_required")) {
            cap = rules.sending().facts().outputLimit();
        }
        if (cap != null) {
            fields.put(
                    rules.sending().quirks().maxTokensOnly()
                            ? ChatRequest.MAX_TOKENS
                            : ChatRequest.MAX_COMPLETION_TOKENS,
                    cap);
        }
    }

    private @Nullable BigDecimal temperature(@Nullable BigDecimal asked) {
        String most = rules.value("temp_max");
        if (asked == null || most == null || asked.compareTo(new BigDecimal(most)) <= 0) {
            return asked;
        }
        losses.add("temperature", "the provider takes no temperature so high, its highest was sent");
        return new BigDecimal(most);
    }

    private void number(String field, @Nullable BigDecimal value) {
        if (value != null && rules.takes(field)) {
            fields.put(field, value.toString());
        }
    }

    private void topK(@Nullable BigDecimal value) {
        if (value != null && rules.isOpenAi()) {
            losses.add("top_k", "the provider refuses this field");
        } else {
            number("top_k", value);
        }
    }

    private void seed(@Nullable Long seed) {
        String own = rules.value("seed_param");
        String field = own == null ? "seed" : own;
        if (seed != null && rules.takes(field)) {
            fields.put(field, seed);
        }
    }

    private void choices(@Nullable Integer choices) {
        if (choices == null) {
            return;
        }
        if (choices > 1 && rules.number("n", Integer.MAX_VALUE) < choices) {
            losses.add("n", "the provider gives one choice");
        } else if (choices == 1 || rules.takes("n")) {
            fields.put("n", choices);
        }
    }

    private void stop(List<String> stop) {
        if (stop.isEmpty() || !rules.takes("stop")) {
            return;
        }
        int most = rules.number("stop_max", Integer.MAX_VALUE);
        if (stop.size() > most) {
            losses.add("stop", "the provider takes fewer stop sequences, the first were sent");
        }
        JsonWriter json = new JsonWriter().beginArray();
        stop.stream().limit(most).forEach(json::string);
        fields.put("stop", json.endArray().toString());
    }
}
