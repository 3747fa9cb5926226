package io.sluice.dialects.ollama;

import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Effort;
import io.sluice.dialects.model.Sampling;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a conversation as a request to Ollama. */
final class RequestWriter {
    private final Conversation conversation;
    private final Sending sending;
    private final Losses losses = new Losses();
    private final JsonWriter json = new JsonWriter();

    RequestWriter(Conversation conversation, Sending sending) {
        this.conversation = conversation;
        this.sending = sending;
    }

    Outgoing write() {
        json.beginObject();
        json.name("model").string(sending.model());
        new MessagesWriter(losses).write(json.name("messages"), conversation.turns());
        // Ollama streams unless it is told not to.
        json.name("stream").bool(conversation.stream());
        new ToolsWriter(losses).write(json, conversation.tools());
        format();
        think();
        options();
        logprobs();
        said("user", conversation.user());
        said("metadata", conversation.metadata());
        losses.foreign("", conversation.extras(), OllamaChat.ID);
        return new Outgoing(json.endObject().toBytes(), losses);
    }

    private void said(String name, @Nullable Object value) {
        if (value != null) {
            losses.add(name, "ollama has no " + name);
        }
    }

    private void format() {
        switch (conversation.format()) {
            case null -> {}
            case OutputFormat.Text _ -> {}
            case OutputFormat.JsonObject _ -> json.name("format").string("json");
            case OutputFormat.JsonSchema schema -> {
                losses.foreign("response_format", schema.extras(), OllamaChat.ID);
                said("response_format.description", schema.description());
                json.name("format").raw(schema.schema());
            }
            case OutputFormat.Opaque _ -> losses.add("response_format", "ollama has no such format");
        }
    }

    /** Most models think or do not; those of OpenAI take a word, and the catalog may know of others. */
    private void think() {
        Reasoning asked = conversation.reasoning();
        if (asked.shown() != null) {
            losses.add("reasoning.shown", "ollama shows thinking as it is");
        }
        boolean silent = asked.mode() == null && asked.effort() == null && asked.budget() == null;
        if (silent) {
            return;
        }
        Set<String> traits = sending.facts().traits();
        boolean off = asked.mode() == Reasoning.Mode.OFF || asked.effort() == Effort.NONE;
        if (!off && !traits.isEmpty() && traits.stream().noneMatch(RequestWriter::tellsOfThinking)) {
            losses.add("reasoning", "this model does not think");
            return;
        }
        if (asked.budget() != null && !off) {
            losses.add("reasoning.budget", "ollama has no budget for thinking");
        }
        boolean words = sending.model().toLowerCase(Locale.ROOT).contains("gpt-oss")
                || traits.stream().anyMatch(trait -> trait.startsWith("effort"));
        if (off || !words || asked.effort() == null) {
            if (!off && asked.effort() != null) {
                losses.add("reasoning.effort", "this model thinks or does not, without degrees");
            }
            json.name("think").bool(!off);
        } else {
            json.name("think").string(word(asked.effort()));
        }
    }

    private static boolean tellsOfThinking(String trait) {
        return trait.startsWith("effort")
                || trait.startsWith("budget")
                || trait.equals("reasoning")
                || trait.equals("adaptive_thinking");
    }

    private String word(Effort effort) {
        return switch (effort) {
            case LOW, MEDIUM, HIGH, MAX -> effort.name().toLowerCase(Locale.ROOT);
            case NONE, MINIMAL -> {
                losses.add("reasoning.effort", "ollama has fewer words for effort");
                yield "low";
            }
            case XHIGH -> {
                losses.add("reasoning.effort", "ollama has fewer words for effort");
                yield "high";
            }
        };
    }

    private void options() {
        Sampling sampling = conversation.sampling();
        JsonWriter options = new JsonWriter().beginObject();
        Long cap = sending.cap();
        Long most = sampling.maxOutput();
        Long predict = most == null || (cap != null && cap < most) ? cap : most;
        if (predict != null) {
            options.name("num_predict").number(predict);
        }
        number(options, "temperature", sampling.temperature());
        number(options, "top_p", sampling.topP());
        number(options, "top_k", sampling.topK());
        number(options, "presence_penalty", sampling.presencePenalty());
        number(options, "frequency_penalty", sampling.frequencyPenalty());
        if (sampling.seed() != null) {
            options.name("seed").number(sampling.seed());
        }
        if (!sampling.stop().isEmpty()) {
            options.name("stop").beginArray();
            sampling.stop().forEach(options::string);
            options.endArray();
        }
        String written = options.endObject().toString();
        if (written.length() > 2) {
            json.name("options").raw(written);
        }
        if (sampling.choices() != null && sampling.choices() != 1) {
            losses.add("n", "ollama gives one answer");
        }
    }

    private static void number(JsonWriter options, String name, @Nullable BigDecimal value) {
        if (value != null) {
            options.name(name).raw(value.toString());
        }
    }

    private void logprobs() {
        Sampling sampling = conversation.sampling();
        if (Boolean.TRUE.equals(sampling.logprobs())) {
            json.name("logprobs").bool(true);
        }
        if (sampling.topLogprobs() != null) {
            json.name("top_logprobs").number(sampling.topLogprobs());
        }
    }
}
