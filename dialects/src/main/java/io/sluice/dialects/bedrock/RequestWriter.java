package io.sluice.dialects.bedrock;

import io.sluice.dialects.ClosedSchema;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Sampling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a conversation as a Converse request for one model. */
final class RequestWriter {
    private static final String PATHS = "additionalModelResponseFieldPaths";
    private static final String LETTERS = "[a-zA-Z0-9\\s:_@$#=/+,.-]";
    private static final Set<String> MERGED =
            Set.of(ConverseRequest.INFERENCE, ModelFields.NAME, ToolsReader.NAME, RequestReader.OutputConfig.NAME);

    private final Conversation conversation;
    private final Sending sending;
    private final Family family;
    private final Losses losses = new Losses();
    private final JsonWriter json = new JsonWriter();
    private final ModelFieldsWriter fields;

    RequestWriter(Conversation conversation, Sending sending) {
        this.conversation = conversation;
        this.sending = sending;
        family = Family.of(sending.model());
        fields = new ModelFieldsWriter(losses, family, sending.facts());
    }

    Outgoing write() {
        fields.take(conversation);
        json.beginObject();
        MessagesWriter messages = new MessagesWriter(losses, family).take(conversation.turns());
        inWords(messages);
        messages.write(json);
        Long cap = cap();
        fitBudget(cap);
        inference(cap);
        new ToolsWriter(losses, family, sending.model(), fields.budget() != null)
                .write(json, conversation.tools(), conversation.turns(), messages.usesTools(), own(ToolsReader.NAME));
        output();
        fields.write(json, own(ModelFields.NAME));
        metadata();
        if (conversation.user() != null) {
            losses.add("user", "bedrock has no field for the end user");
        }
        extras();
        return new Outgoing(json.endObject().toBytes(), losses);
    }

    /** What the answer must be, as a rule, where the model has no field for it. */
    private void inWords(MessagesWriter messages) {
        if (conversation.format() instanceof OutputFormat.JsonObject) {
            losses.add("response_format", "bedrock has no JSON mode without a schema: asked for in words");
            messages.rule("Answer with one JSON object and nothing else.");
        } else if (conversation.format() instanceof OutputFormat.JsonSchema schema && !takesSchema()) {
            losses.add("response_format", "this model takes no schema: asked for in words");
            messages.rule("Answer with JSON of this schema and nothing else:\n" + schema.schema());
        }
    }

    private boolean takesSchema() {
        return sending.facts().traits().isEmpty() || sending.facts().has("json_schema");
    }

    private @Nullable String own(String name) {
        return conversation.extras().field(BedrockConverse.ID, name);
    }

    private @Nullable Long cap() {
        Long asked = conversation.sampling().maxOutput();
        Long cap = sending.cap();
        return asked == null || (cap != null && cap < asked) ? cap : asked;
    }

    /** A budget counts in the output cap and must be smaller: it gives way, as the cap is what the caller pays for. */
    private void fitBudget(@Nullable Long cap) {
        Long budget = fields.budget();
        if (budget == null || cap == null || budget < cap) {
            return;
        }
        boolean room = cap > ModelFieldsWriter.LEAST_BUDGET;
        if (room) {
            losses.add("reasoning.budget", "lowered to stay below the output cap");
        } else {
            losses.add("reasoning", "the output cap leaves no room for thinking");
        }
        fields.settle(room ? cap - 1 : null, conversation.reasoning());
    }

    private void inference(@Nullable Long cap) {
        Sampling sampling = conversation.sampling();
        JsonWriter config = new JsonWriter().beginObject();
        if (cap != null) {
            config.name("maxTokens").number(cap);
        }
        boolean free = !sending.facts().has("no_sampling_params");
        BigDecimal temperature = kept("temperature", sampling.temperature(), free);
        if (temperature != null) {
            config.name("temperature").raw(clamped("temperature", temperature).toString());
        }
        BigDecimal topP = kept("top_p", sampling.topP(), free);
        if (topP != null) {
            config.name("topP").raw(clamped("top_p", topP).toString());
        }
        List<String> stops = stops(sampling.stop());
        if (!stops.isEmpty()) {
            config.name("stopSequences").beginArray();
            stops.forEach(config::string);
            config.endArray();
        }
        BigDecimal topK = kept("top_k", sampling.topK(), free);
        if (topK != null) {
            fields.topK(topK);
        }
        String rest = own(ConverseRequest.INFERENCE);
        if (rest != null) {
            MediaWriter.members(config, rest);
        }
        byte[] written = config.endObject().toBytes();
        if (written.length > 2) {
            json.name(ConverseRequest.INFERENCE).raw(Bytes.of(written));
        }
        responsePaths(stops);
        unsaid(sampling);
    }

    /** What of the sampling stays: some models take none of it, Claude none of it while it thinks with a budget. */
    private @Nullable BigDecimal kept(String name, @Nullable BigDecimal value, boolean free) {
        if (value == null) {
            return null;
        }
        if (!free) {
            losses.add(name, "this model takes no sampling parameters");
            return null;
        }
        boolean same = name.equals("temperature") && value.compareTo(BigDecimal.ONE) == 0;
        boolean near = name.equals("top_p") && value.compareTo(new BigDecimal("0.95")) >= 0;
        if (fields.budget() != null && !same && !near) {
            losses.add(name, "a model that thinks with a budget takes no sampling parameters");
            return null;
        }
        return value;
    }

    private BigDecimal clamped(String name, BigDecimal value) {
        if (value.compareTo(BigDecimal.ONE) <= 0) {
            return value;
        }
        losses.add(name, "bedrock's goes to 1");
        return BigDecimal.ONE;
    }

    private List<String> stops(List<String> asked) {
        List<String> stops = new ArrayList<>();
        for (String stop : asked) {
            if (stop.isEmpty() || (Texts.isBlank(stop) && family.maybeClaude())) {
                losses.add("stop", "this model takes no blank stop sequence");
            } else {
                stops.add(stop);
            }
        }
        return stops;
    }

    /** Claude tells which sequence stopped it only where it is asked to. */
    private void responsePaths(List<String> stops) {
        if (family == Family.CLAUDE && !stops.isEmpty() && own(PATHS) == null) {
            String path = conversation.stream() ? "/delta/stop_sequence" : "/stop_sequence";
            json.name(PATHS).beginArray().string(path).endArray();
        }
    }

    private void unsaid(Sampling sampling) {
        unsaid("presence_penalty", sampling.presencePenalty());
        unsaid("frequency_penalty", sampling.frequencyPenalty());
        unsaid("seed", sampling.seed());
        unsaid("logprobs", Boolean.TRUE.equals(sampling.logprobs()) ? true : null);
        unsaid("top_logprobs", sampling.topLogprobs());
        if (sampling.choices() != null && sampling.choices() != 1) {
            losses.add("n", "bedrock gives one answer");
        }
    }

    private void unsaid(String name, @Nullable Object value) {
        if (value != null) {
            losses.add(name, "bedrock has no " + name);
        }
    }

    private void output() {
        JsonWriter config = new JsonWriter().beginObject();
        switch (conversation.format()) {
            case null -> {}
            case OutputFormat.Text _ -> {}
            case OutputFormat.JsonObject _ -> {}
            case OutputFormat.JsonSchema schema -> {
                if (takesSchema()) {
                    schema(config, schema);
                }
            }
            case OutputFormat.Opaque(String dialect, String written) -> {
                if (dialect.equals(BedrockConverse.ID)) {
                    config.name("textFormat").raw(written);
                } else {
                    losses.add("response_format", "bedrock has no such format");
                }
            }
        }
        if (fields.outputEffort() != null) {
            config.name("effort").string(Efforts.word(fields.outputEffort()));
        }
        String rest = own(RequestReader.OutputConfig.NAME);
        if (rest != null) {
            MediaWriter.members(config, rest);
        }
        byte[] written = config.endObject().toBytes();
        if (written.length > 2) {
            json.name(RequestReader.OutputConfig.NAME).raw(Bytes.of(written));
        }
    }

    private void schema(JsonWriter config, OutputFormat.JsonSchema schema) {
        losses.foreign("response_format", schema.extras(), BedrockConverse.ID);
        if (Boolean.FALSE.equals(schema.strict())) {
            losses.add("response_format.strict", "bedrock follows schemas strictly");
        }
        config.name("textFormat").beginObject().name("type").string("json_schema");
        config.name("structure").beginObject().name("jsonSchema").beginObject();
        config.name("schema")
                .string(ClosedSchema.of(schema.schema(), BedrockConverse.ID, "response_format.schema", losses));
        if (!schema.name().isEmpty()) {
            config.name("name").string(schema.name());
        }
        if (schema.description() != null) {
            config.name("description").string(schema.description());
        }
        ContentWriter.own(config, schema.extras());
        config.endObject().endObject().endObject();
    }

    /** Metadata in the signs Bedrock takes; the rest stays behind. */
    private void metadata() {
        if (conversation.metadata() == null) {
            return;
        }
        JsonWriter kept = new JsonWriter().beginObject();
        JsonReader reader = new JsonReader(Bytes.of(conversation.metadata()), 0);
        int count = 0;
        if (reader.enter(Kind.OBJECT)) {
            while (reader.more()) {
                String name = reader.name();
                String value = reader.peek() == Kind.STRING ? reader.string() : reader.raw();
                boolean fits = name.matches(LETTERS + "{1,256}") && value.matches(LETTERS + "{0,256}") && count < 16;
                if (fits) {
                    kept.name(name).string(value);
                    count++;
                } else {
                    losses.add("metadata", "bedrock takes 16 short texts of few signs");
                }
            }
        }
        if (count > 0) {
            json.name("requestMetadata").raw(kept.endObject().toString());
        }
    }

    private void extras() {
        Extras extras = conversation.extras();
        losses.foreign("", extras, BedrockConverse.ID);
        if (extras.dialect().equals(BedrockConverse.ID)) {
            extras.fields().forEach((name, value) -> {
                if (!MERGED.contains(name) && !name.startsWith(Extras.SPELLING)) {
                    json.name(name).raw(value);
                }
            });
        }
    }
}
