package io.sluice.dialects.cohere;

import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Effort;
import io.sluice.dialects.model.Reasoning.Mode;
import io.sluice.dialects.model.Sampling;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a conversation as a request of Cohere's chat. */
final class CohereRequest {
    private static final int MOST_STOPS = 5;
    private static final BigDecimal MOST_TOP_K = BigDecimal.valueOf(500);

    private final Conversation conversation;
    private final Sending sending;
    private final Losses losses = new Losses();
    private final JsonWriter json = new JsonWriter().beginObject();

    CohereRequest(Conversation conversation, Sending sending) {
        this.conversation = conversation;
        this.sending = sending;
    }

    Outgoing write() {
        json.name("model").string(sending.model());
        json.name("stream").bool(conversation.stream());
        new CohereTurns(json, losses).write(conversation.turns());
        new CohereTools(json, losses).write(conversation.tools());
        sampling(conversation.sampling());
        reasoning(conversation.reasoning());
        if (conversation.format() != null) {
            format(conversation.format());
        }
        lost("user", conversation.user(), "cohere has no field for the user");
        lost("metadata", conversation.metadata(), "cohere has no metadata");
        losses.foreign("", conversation.extras(), CohereChat.ID);
        return new Outgoing(json.endObject().toBytes(), losses);
    }

    private void lost(String path, @Nullable Object value, String reason) {
        if (value != null) {
            losses.add(path, reason);
        }
    }

    private void sampling(Sampling sampling) {
        Long asked = sampling.maxOutput();
        Long ours = sending.cap();
        Long cap = asked == null || (ours != null && ours < asked) ? ours : asked;
        if (cap != null) {
            json.name("max_tokens").number(cap);
        }
        number("temperature", sampling.temperature());
        number("p", sampling.topP());
        number("k", within("top_k", sampling.topK(), MOST_TOP_K));
        number("presence_penalty", within("presence_penalty", sampling.presencePenalty(), BigDecimal.ONE));
        number("frequency_penalty", within("frequency_penalty", sampling.frequencyPenalty(), BigDecimal.ONE));
        if (sampling.seed() != null) {
            json.name("seed").number(sampling.seed());
        }
        if (sampling.choices() != null && sampling.choices() > 1) {
            losses.add("n", "cohere gives one choice");
        }
        stop(sampling.stop());
        if (sampling.logprobs() != null) {
            json.name("logprobs").bool(sampling.logprobs());
        }
        lost("top_logprobs", sampling.topLogprobs(), "cohere counts no likeliest tokens");
    }

    private void number(String field, @Nullable BigDecimal value) {
        if (value != null) {
            json.name(field).raw(value.toString());
        }
    }

    private @Nullable BigDecimal within(String path, @Nullable BigDecimal value, BigDecimal most) {
        if (value == null || (value.signum() >= 0 && value.compareTo(most) <= 0)) {
            return value;
        }
        losses.add(path, "cohere takes a smaller range, the nearest value was sent");
        return value.signum() < 0 ? BigDecimal.ZERO : most;
    }

    private void stop(List<String> stop) {
        if (stop.isEmpty()) {
            return;
        }
        if (stop.size() > MOST_STOPS) {
            losses.add("stop", "cohere takes five stop sequences, the first were sent");
        }
        json.name("stop_sequences").beginArray();
        stop.stream().limit(MOST_STOPS).forEach(json::string);
        json.endArray();
    }

    private void reasoning(Reasoning reasoning) {
        Effort effort = reasoning.effort();
        Long budget = reasoning.budget();
        boolean off = reasoning.mode() == Mode.OFF || effort == Effort.NONE;
        boolean on = reasoning.mode() != null || effort != null || budget != null;
        if (off || on) {
            json.name("thinking").beginObject().name("type").string(off ? "disabled" : "enabled");
            if (!off && budget != null) {
                json.name("token_budget").number(budget);
            }
            json.endObject();
        }
        if (!off && effort != null && budget == null) {
            losses.add("reasoning.effort", "cohere has no efforts, thinking was turned on");
        }
        if (reasoning.shown() != null && reasoning.shown() != Reasoning.Shown.AUTO) {
            losses.add("reasoning.shown", "cohere cannot say which form of thinking is wanted");
        }
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Text _ ->
                json.name("response_format")
                        .beginObject()
                        .name("type")
                        .string("text")
                        .endObject();
            case OutputFormat.JsonObject _ ->
                json.name("response_format")
                        .beginObject()
                        .name("type")
                        .string("json_object")
                        .endObject();
            case OutputFormat.JsonSchema schema -> {
                json.name("response_format").beginObject().name("type").string("json_object");
                json.name("json_schema").raw(schema.schema()).endObject();
                lost("response_format.description", schema.description(), "cohere describes no schema");
                losses.foreign("response_format", schema.extras(), CohereChat.ID);
            }
            case OutputFormat.Opaque _ -> losses.add("response_format", "cohere has no such form of an answer");
        }
    }
}
