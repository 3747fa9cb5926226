package io.sluice.dialects.openai.responses;

import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.ToolChoice;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a conversation as a request for one target. */
final class RequestWriter {
    private static final String NO_FIELD = Spelling.DIALECT + " has no such field";
    static final String ENCRYPTED = "reasoning.encrypted_content";
    private static final Set<String> APART = Set.of("text", "reasoning", "include");

    private final Conversation conversation;
    private final Sending sending;
    private final Losses losses = new Losses();
    private final JsonWriter json = new JsonWriter();
    private final Map<String, String> settings;
    /** Who asks speaks this dialect: nothing is added that was not said. */
    private final boolean ours;

    private RequestWriter(Conversation conversation, Sending sending) {
        this.conversation = conversation;
        this.sending = sending;
        settings = Settings.of(conversation.extras());
        ours = conversation.extras().dialect().equals(Spelling.DIALECT);
    }

    static Outgoing write(Conversation conversation, Sending sending) {
        return new RequestWriter(conversation, sending).outgoing();
    }

    private Outgoing outgoing() {
        json.beginObject().name("model").string(sending.model());
        if (conversation.stream()) {
            json.name("stream").bool(true);
        }
        new InputWriter(json, losses, sending.quirks()).write(conversation.turns());
        tools();
        ReasoningForms.write(json, conversation.reasoning(), own("reasoning"), sending.facts(), losses);
        FormatForms.write(json, conversation.format(), own("text"), false, losses);
        include();
        sampling(conversation.sampling());
        if (conversation.user() != null) {
            json.name("user").string(conversation.user());
        }
        if (conversation.metadata() != null) {
            json.name("metadata").raw(conversation.metadata());
        }
        extras();
        return new Outgoing(json.endObject().toBytes(), losses);
    }

    private @Nullable String own(String name) {
        return ours ? settings.get(name) : null;
    }

    private void tools() {
        if (!conversation.tools().list().isEmpty()) {
            ToolForms.Strictness strictness = ours ? ToolForms.Strictness.AS_SAID : ToolForms.Strictness.LOOSE;
            ToolForms.write(json.name("tools"), conversation.tools().list(), strictness, losses);
        }
        ToolChoice choice = conversation.tools().choice();
        if (choice != null) {
            ToolForms.choice(json, choice, conversation.tools().list(), losses);
        }
        if (conversation.tools().parallel() != null) {
            json.name("parallel_tool_calls").bool(conversation.tools().parallel());
        }
    }

    private void include() {
        String own = own("include");
        boolean logprobs = Boolean.TRUE.equals(conversation.sampling().logprobs());
        boolean encrypted = !ours && thinks();
        if (own == null && !logprobs && !encrypted) {
            return;
        }
        json.name("include").beginArray();
        if (own != null) {
            Node.of(Bytes.of(own)).elements().forEach(each -> json.raw(each.raw()));
        }
        if (encrypted) {
            json.string(ENCRYPTED);
        }
        if (logprobs) {
            json.string(RequestReader.LOGPROBS);
        }
        json.endArray();
    }

    /** Whether proofs of thinking can be expected; models that do not think refuse to be asked for them. */
    private boolean thinks() {
        Reasoning reasoning = conversation.reasoning();
        boolean wanted = reasoning.mode() == Reasoning.Mode.ON
                || reasoning.mode() == Reasoning.Mode.ADAPTIVE
                || (reasoning.effort() != null && reasoning.effort() != Reasoning.Effort.NONE);
        return wanted || sending.facts().traits().stream().anyMatch(trait -> trait.startsWith("effort="));
    }

    private void sampling(Sampling sampling) {
        Long cap = sending.cap();
        if (sampling.maxOutput() != null) {
            cap = cap == null ? sampling.maxOutput() : Long.valueOf(Math.min(cap, sampling.maxOutput()));
        }
        if (cap != null) {
            json.name("max_output_tokens").number(cap);
        }
        drawn("temperature", sampling.temperature());
        drawn("top_p", sampling.topP());
        if (sampling.topLogprobs() != null) {
            json.name("top_logprobs").number(sampling.topLogprobs());
        }
        // The specification's own, which OpenAI itself does not take: only for who asked for it here.
        penalty("presence_penalty", sampling.presencePenalty());
        penalty("frequency_penalty", sampling.frequencyPenalty());
        lost("top_k", sampling.topK() != null);
        lost("seed", sampling.seed() != null);
        lost("stop", !sampling.stop().isEmpty());
        lost("n", sampling.choices() != null && sampling.choices() > 1);
    }

    private void drawn(String name, @Nullable BigDecimal value) {
        if (value != null && sending.facts().has("no_sampling_params")) {
            losses.add(name, "the model takes no sampling parameters");
        } else if (value != null) {
            json.name(name).raw(value.toString());
        }
    }

    private void penalty(String name, @Nullable BigDecimal value) {
        if (value != null && ours) {
            json.name(name).raw(value.toString());
        } else {
            lost(name, value != null);
        }
    }

    private void lost(String name, boolean said) {
        if (said) {
            losses.add(name, NO_FIELD);
        }
    }

    private void extras() {
        Map<String, String> rest = new LinkedHashMap<>(settings);
        if (!ours) {
            // Who asks in another dialect can neither name nor delete what would be stored.
            rest.putIfAbsent("store", "false");
        }
        rest.keySet().removeAll(APART);
        rest.forEach((name, value) -> json.name(name).raw(value));
        Map<String, String> foreign = new LinkedHashMap<>(conversation.extras().fields());
        foreign.keySet().removeAll(rest.keySet());
        losses.foreign("", new Extras(conversation.extras().dialect(), foreign), Spelling.DIALECT);
    }
}
