package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the generation config; what it does not know is left in its fields. */
final class ConfigReader {
    static final String WITHIN = GeminiRequest.CONFIG;

    private final Fields fields;
    private final Complaint complaint;

    ConfigReader(@Nullable Value config, Complaint complaint) {
        this.complaint = complaint;
        if (config != null && !config.is(Kind.OBJECT)) {
            complaint.refuse(WITHIN, "an object", config);
        }
        fields = config == null ? Value.of("{}").fields() : config.fields();
    }

    Sampling sampling() {
        Long choices = complaint.whole(fields, WITHIN, "candidateCount");
        Long top = complaint.whole(fields, WITHIN, "logprobs");
        return new Sampling(
                complaint.whole(fields, WITHIN, GeminiRequest.CAP),
                complaint.decimal(fields, WITHIN, "temperature"),
                complaint.decimal(fields, WITHIN, "topP"),
                complaint.decimal(fields, WITHIN, "topK"),
                complaint.decimal(fields, WITHIN, "presencePenalty"),
                complaint.decimal(fields, WITHIN, "frequencyPenalty"),
                complaint.whole(fields, WITHIN, "seed"),
                small(choices),
                stop(),
                truth(fields, "responseLogprobs"),
                small(top));
    }

    private static @Nullable Integer small(@Nullable Long number) {
        return number == null ? null : Math.clamp(number, 0, Integer.MAX_VALUE);
    }

    private List<String> stop() {
        Value list = fields.take("stopSequences");
        List<String> stop = new ArrayList<>();
        if (list == null) {
            return stop;
        }
        if (!list.is(Kind.ARRAY)) {
            complaint.refuse(WITHIN + ".stopSequences", "a list", list);
        }
        list.elements().forEach(one -> stop.add(one.text()));
        return stop;
    }

    private static @Nullable Boolean truth(Fields of, String name) {
        Value value = of.get(name);
        if (value == null || !(value.is(Kind.TRUE) || value.is(Kind.FALSE))) {
            return null;
        }
        of.take(name);
        return value.is(Kind.TRUE);
    }

    Reasoning reasoning() {
        Value config = fields.take("thinkingConfig");
        if (config == null) {
            return Reasoning.NONE;
        }
        Fields thinking = config.fields();
        Boolean include = truth(thinking, "includeThoughts");
        Long budget = complaint.whole(thinking, WITHIN + ".thinkingConfig", "thinkingBudget");
        Reasoning.Effort effort = effort(thinking);
        thinking.left().forEach((name, value) -> fields.left().put("thinkingConfig." + name, value));
        Reasoning.Mode mode = budget == null
                ? null
                : budget == 0 ? Reasoning.Mode.OFF : budget < 0 ? Reasoning.Mode.ADAPTIVE : Reasoning.Mode.ON;
        return new Reasoning(
                mode,
                effort,
                budget != null && budget > 0 ? budget : null,
                include == null ? null : include ? Reasoning.Shown.AUTO : Reasoning.Shown.OMITTED);
    }

    private static Reasoning.@Nullable Effort effort(Fields thinking) {
        Value level = thinking.get("thinkingLevel");
        Reasoning.Effort effort = level == null
                ? null
                : switch (level.text().toUpperCase(Locale.ROOT)) {
                    case "MINIMAL" -> Reasoning.Effort.MINIMAL;
                    case "LOW" -> Reasoning.Effort.LOW;
                    case "MEDIUM" -> Reasoning.Effort.MEDIUM;
                    case "HIGH" -> Reasoning.Effort.HIGH;
                    default -> null;
                };
        if (effort != null) {
            thinking.take("thinkingLevel");
        }
        return effort;
    }

    @Nullable
    OutputFormat format() {
        Value type = fields.take("responseMimeType");
        Value own = fields.take("responseSchema");
        Value plain = fields.take("responseJsonSchema");
        plain = plain == null ? fields.take("_responseJsonSchema") : plain;
        String mime = type == null ? "" : type.text();
        if (type != null && !mime.equals("application/json") && !mime.equals("text/plain")) {
            JsonWriter json =
                    new JsonWriter().beginObject().name("responseMimeType").raw(type.raw());
            if (own != null) {
                json.name("responseSchema").raw(own.raw());
            }
            if (plain != null) {
                json.name("responseJsonSchema").raw(plain.raw());
            }
            return new OutputFormat.Opaque(GeminiGenerate.ID, json.endObject().toString());
        }
        if (plain != null) {
            return new OutputFormat.JsonSchema("", null, plain.raw(), null, Extras.NONE);
        }
        if (own != null) {
            // Written again as it was, where it comes back to Gemini.
            Extras spelling = Extras.of(GeminiGenerate.ID, Map.of(Extras.SPELLING + "responseSchema", own.raw()));
            return new OutputFormat.JsonSchema("", null, SchemaReading.jsonSchema(own), null, spelling);
        }
        if (type == null) {
            return null;
        }
        return mime.equals("text/plain") ? new OutputFormat.Text() : new OutputFormat.JsonObject();
    }

    /** What is left, each field named as within the request. */
    void rest(Map<String, String> extras) {
        Value modalities = fields.get("responseModalities");
        if (modalities != null
                && modalities.elements().stream()
                        .allMatch(one -> FinishWords.word(one).equals("TEXT"))) {
            // Text is what everybody answers; asking for it says nothing that could be lost.
            fields.take("responseModalities");
            extras.put(Extras.SPELLING + "responseModalities", modalities.raw());
        }
        fields.left().forEach((name, value) -> extras.put(WITHIN + "." + name, value.raw()));
    }
}
