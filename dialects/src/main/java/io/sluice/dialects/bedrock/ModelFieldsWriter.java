package io.sluice.dialects.bedrock;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Effort;
import io.sluice.dialects.model.Reasoning.Mode;
import io.sluice.dialects.model.Reasoning.Shown;
import io.sluice.dialects.model.ToolChoice;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what goes to the model as it is: thinking, top k and one call at a time have another name in each family. */
final class ModelFieldsWriter {
    /** The smallest budget Claude takes. */
    static final long LEAST_BUDGET = 1_024;

    private static final String NO_THINKING = "this model has no such thinking";

    private final Losses losses;
    private final Family family;
    private final ModelFacts facts;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private @Nullable Effort outputEffort;
    private @Nullable Long budget;
    private String thinkingName = "thinking";
    private boolean effortAmongFields;

    ModelFieldsWriter(Losses losses, Family family, ModelFacts facts) {
        this.losses = losses;
        this.family = family;
        this.facts = facts;
    }

    /** Takes what of the conversation goes here. */
    ModelFieldsWriter take(Conversation conversation) {
        if (Spelling.of(conversation.extras(), Spelling.THINKING) != null && family.maybeClaude()) {
            thinkingName = "reasoning_config";
        }
        effortAmongFields = Spelling.of(conversation.extras(), Spelling.EFFORT) != null;
        reasoning(conversation.reasoning());
        Boolean parallel = conversation.tools().parallel();
        if (Boolean.FALSE.equals(parallel) && !conversation.tools().list().isEmpty()) {
            oneAtATime(conversation.tools().choice());
        }
        return this;
    }

    /** How hard the model is to try, where that is a field of the request; null where nobody said. */
    @Nullable
    Effort outputEffort() {
        return effortAmongFields ? null : outputEffort;
    }

    /** The tokens Claude may think with; null where it has no budget. */
    @Nullable
    Long budget() {
        return budget;
    }

    /** Another budget after all, or none. */
    void settle(@Nullable Long tokens, Reasoning asked) {
        budget = tokens;
        if (tokens == null) {
            fields.remove(thinkingName);
        } else {
            thinking("enabled", tokens, asked.shown());
        }
    }

    void topK(BigDecimal topK) {
        switch (family) {
            case NOVA -> fields.put(ConverseRequest.INFERENCE, "{\"topK\":" + topK + "}");
            case COHERE -> fields.put("k", topK.toString());
            default -> fields.put("top_k", topK.toString());
        }
    }

    private void oneAtATime(@Nullable ToolChoice choice) {
        boolean forced = choice != null && !(choice instanceof ToolChoice.Auto);
        if (!family.maybeClaude() || forced) {
            losses.add("parallel_tool_calls", "this model cannot be kept to one call at a time");
        } else {
            fields.put("tool_choice", "{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
        }
    }

    private void reasoning(Reasoning asked) {
        if (asked.equals(Reasoning.NONE)) {
            return;
        }
        boolean off = asked.mode() == Mode.OFF || asked.effort() == Effort.NONE;
        switch (family) {
            case CLAUDE, UNKNOWN -> claude(asked, off);
            case NOVA -> nova(asked, off);
            case GPT -> words(asked, off, "reasoning_effort");
            case QWEN -> words(asked, off, "reasoning_config");
            case TITAN, LLAMA, MISTRAL, COHERE, WRITER, OTHER -> {
                if (!off) {
                    losses.add("reasoning", NO_THINKING);
                }
            }
        }
        if (!family.maybeClaude() && asked.shown() != null) {
            losses.add("reasoning.shown", "this model shows its thinking as it does");
        }
    }

    private void claude(Reasoning asked, boolean off) {
        boolean unsaid = asked.mode() == null && asked.effort() == null && asked.budget() == null;
        if (unsaid) {
            losses.add("reasoning.shown", "claude shows thinking only where it is asked for");
            return;
        }
        boolean efforts = facts.traits().stream().anyMatch(trait -> trait.startsWith("effort"));
        if (off) {
            fields.put(thinkingName, "{\"type\":\"disabled\"}");
            outputEffort = asked.effort() == Effort.NONE ? null : asked.effort();
            return;
        }
        boolean adaptive = facts.has("adaptive_thinking") || asked.mode() == Mode.ADAPTIVE;
        boolean budgets = facts.traits().stream().anyMatch(trait -> trait.startsWith("budget="));
        if (asked.budget() != null && facts.has("adaptive_thinking") && !budgets) {
            losses.add("reasoning.budget", "this model thinks as it sees fit, without a budget");
            outputEffort = asked.effort() == null ? Efforts.of(asked.budget()) : asked.effort();
            thinking("adaptive", null, asked.shown());
        } else if (asked.budget() != null) {
            outputEffort = asked.effort();
            budget(asked.budget(), asked.shown());
        } else if (asked.mode() == Mode.ADAPTIVE && budgets && !facts.has("adaptive_thinking")) {
            losses.add("reasoning.mode", "this model thinks with a budget of tokens");
            budget(Efforts.budget(worded(asked.effort())), asked.shown());
        } else if (adaptive) {
            outputEffort = asked.effort();
            thinking("adaptive", null, asked.shown());
        } else if (asked.mode() == null && asked.shown() == null && efforts) {
            outputEffort = asked.effort();
        } else {
            losses.add("reasoning.effort", "this model thinks with a budget of tokens, not by a word");
            budget(Efforts.budget(worded(asked.effort())), asked.shown());
        }
    }

    private static Effort worded(@Nullable Effort effort) {
        return effort == null ? Effort.MEDIUM : effort;
    }

    private void budget(long tokens, @Nullable Shown shown) {
        if (tokens < LEAST_BUDGET) {
            losses.add("reasoning.budget", "claude's budgets are 1024 tokens at least");
        }
        budget = Math.max(LEAST_BUDGET, tokens);
        thinking("enabled", budget, shown);
    }

    private void thinking(String type, @Nullable Long tokens, @Nullable Shown shown) {
        JsonWriter json = new JsonWriter().beginObject().name("type").string(type);
        if (tokens != null) {
            json.name("budget_tokens").number(tokens);
        }
        if (shown != null) {
            json.name("display").string(shown == Shown.OMITTED ? "omitted" : "summarized");
        }
        if (shown == Shown.CONCISE || shown == Shown.DETAILED) {
            losses.add("reasoning.shown", "claude has summaries of one length only");
        }
        fields.put(thinkingName, json.endObject().toString());
    }

    private void nova(Reasoning asked, boolean off) {
        if (off) {
            fields.put("reasoningConfig", "{\"type\":\"disabled\"}");
            return;
        }
        Effort effort = worded(asked);
        JsonWriter json = new JsonWriter().beginObject().name("type").string("enabled");
        if (effort != null) {
            json.name("maxReasoningEffort").string(ofThree(effort));
        }
        fields.put("reasoningConfig", json.endObject().toString());
    }

    private void words(Reasoning asked, boolean off, String field) {
        Effort effort = worded(asked);
        if (off) {
            losses.add("reasoning", "this model's thinking cannot be turned off");
        } else if (effort != null) {
            String word = ofThree(effort);
            boolean two = family == Family.QWEN && word.equals("medium");
            if (two) {
                losses.add("reasoning.effort", "this model has fewer words for effort");
            }
            fields.put(field, Texts.quoted(two ? "high" : word));
        }
    }

    /** The effort in a word; of a budget the nearest one. */
    private @Nullable Effort worded(Reasoning asked) {
        if (asked.budget() != null) {
            losses.add("reasoning.budget", "this model has words for effort, no budget");
        }
        if (asked.effort() != null) {
            return asked.effort();
        }
        return asked.budget() == null ? null : Efforts.of(asked.budget());
    }

    private String ofThree(Effort effort) {
        String word = Efforts.ofThree(effort);
        if (!word.equals(Efforts.word(effort))) {
            losses.add("reasoning.effort", "this model has fewer words for effort");
        }
        return word;
    }

    /** Writes the fields, and beside them those the caller wrote for this dialect. */
    void write(JsonWriter json, @Nullable String rest) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        if (effortAmongFields && outputEffort != null) {
            all.put("output_config", "{\"effort\":" + Texts.quoted(Efforts.word(outputEffort)) + "}");
        }
        if (rest != null) {
            Members.of(Bytes.of(rest)).rest().forEach(all::putIfAbsent);
        }
        if (all.isEmpty()) {
            return;
        }
        json.name(ModelFields.NAME).beginObject();
        all.forEach((name, value) -> json.name(name).raw(value));
        json.endObject();
    }
}
