package io.sluice.dialects.gemini;

import io.sluice.dialects.Sending;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Sampling;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the generation config. */
final class ConfigWriter {
    private static final int MOST_STOPS = 5;

    private final Conversation conversation;
    private final Sending sending;
    private final Generation generation;
    private final Losses losses;
    private final JsonWriter json = new JsonWriter().beginObject();
    private boolean some;

    ConfigWriter(Conversation conversation, Sending sending, Generation generation, Losses losses) {
        this.conversation = conversation;
        this.sending = sending;
        this.generation = generation;
        this.losses = losses;
    }

    /** The config, empty where it says nothing; {@code rest} are its fields we do not know. */
    String write(Map<String, String> rest) {
        sampling(conversation.sampling());
        format(conversation.format());
        String thinking = new ThinkingWriter(conversation.reasoning(), generation, losses)
                .write(RequestWriter.within(rest, "thinkingConfig."));
        if (!thinking.isEmpty()) {
            name("thinkingConfig").raw(thinking);
        }
        rest.forEach((name, value) -> {
            if (!name.startsWith("thinkingConfig.")) {
                name(name).raw(value);
            }
        });
        String modalities = conversation.extras().field(GeminiGenerate.ID, Extras.SPELLING + "responseModalities");
        if (modalities != null) {
            name("responseModalities").raw(modalities);
        }
        return some ? json.endObject().toString() : "";
    }

    private JsonWriter name(String name) {
        some = true;
        return json.name(name);
    }

    private void sampling(Sampling sampling) {
        number("temperature", sampling.temperature());
        number("topP", sampling.topP());
        number("topK", sampling.topK());
        Integer choices = sampling.choices();
        number("candidateCount", choices == null ? null : BigDecimal.valueOf(choices));
        Long own = sampling.maxOutput();
        Long cap = sending.cap();
        Long least = own == null || (cap != null && cap < own) ? cap : own;
        number(GeminiRequest.CAP, least == null ? null : BigDecimal.valueOf(least));
        stop(sampling.stop());
        number("presencePenalty", sampling.presencePenalty());
        number("frequencyPenalty", sampling.frequencyPenalty());
        Long seed = sampling.seed();
        if (seed != null && seed != seed.intValue()) {
            losses.add("sampling.seed", "gemini takes seeds of 32 bits");
        } else {
            number("seed", seed == null ? null : BigDecimal.valueOf(seed));
        }
        if (sampling.logprobs() != null) {
            name("responseLogprobs").bool(sampling.logprobs());
        }
        Integer top = sampling.topLogprobs();
        number("logprobs", top == null ? null : BigDecimal.valueOf(top));
    }

    private void number(String name, @Nullable BigDecimal value) {
        if (value != null) {
            name(name).raw(value.toString());
        }
    }

    private void stop(List<String> stop) {
        if (stop.isEmpty()) {
            return;
        }
        if (stop.size() > MOST_STOPS) {
            losses.add("sampling.stop", "gemini takes five stop sequences");
        }
        name("stopSequences").beginArray();
        stop.stream().limit(MOST_STOPS).forEach(json::string);
        json.endArray();
    }

    private void format(@Nullable OutputFormat format) {
        switch (format) {
            case null -> {}
            case OutputFormat.Text() -> name("responseMimeType").string("text/plain");
            case OutputFormat.JsonObject() -> name("responseMimeType").string("application/json");
            case OutputFormat.JsonSchema schema -> schema(schema);
            case OutputFormat.Opaque(String dialect, String own) -> {
                if (dialect.equals(GeminiGenerate.ID)) {
                    Value.of(own)
                            .fields()
                            .left()
                            .forEach((name, value) -> name(name).raw(value.raw()));
                } else {
                    losses.add("format", "an output format of another dialect");
                }
            }
        }
    }

    private void schema(OutputFormat.JsonSchema schema) {
        losses.foreign("format", schema.extras(), GeminiGenerate.ID);
        if (schema.description() != null) {
            losses.add("format.description", "gemini describes no output schema");
        }
        name("responseMimeType").string("application/json");
        String spelled = schema.extras().field(GeminiGenerate.ID, Extras.SPELLING + "responseSchema");
        if (spelled != null) {
            name("responseSchema").raw(spelled);
        } else if (RequestWriter.takesSubsetOnly(sending, generation)) {
            name("responseSchema").raw(SchemaSubset.of(schema.schema(), "format.schema", losses));
        } else {
            name("responseJsonSchema").raw(schema.schema());
        }
    }
}
