package io.sluice.dialects.openai.responses;

import io.sluice.dialects.Asked;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Sampling;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a request as every response repeats them. The specification wants every key: where the caller said
 * nothing, the default stands.
 */
final class Echo {
    private static final String NULL = "null";
    private static final Map<String, String> DEFAULTS = defaults();
    private static final Set<String> APART = Set.of("text", "reasoning", "include", "stream_options");

    private Echo() {}

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("previous_response_id", NULL);
        defaults.put("truncation", "\"disabled\"");
        defaults.put("max_tool_calls", NULL);
        // What was translated is not kept.
        defaults.put("store", "false");
        defaults.put("background", "false");
        defaults.put("service_tier", "\"default\"");
        defaults.put("safety_identifier", NULL);
        defaults.put("prompt_cache_key", NULL);
        return defaults;
    }

    /** @param noted what the provider's response says of itself in this dialect, which goes before what was asked */
    static void write(JsonWriter json, Asked asked, Map<String, String> noted) {
        Conversation conversation = asked.conversation();
        Losses told = new Losses();
        String instructions = conversation.turns().isEmpty()
                ? null
                : InputWriter.instructions(conversation.turns().getFirst());
        json.name("instructions");
        if (instructions == null) {
            json.nothing();
        } else {
            json.string(instructions);
        }
        ToolForms.write(json.name("tools"), conversation.tools().list(), ToolForms.Strictness.ECHO, told);
        if (conversation.tools().choice() == null) {
            json.name("tool_choice").string("auto");
        } else {
            ToolForms.choice(
                    json, conversation.tools().choice(), conversation.tools().list(), told);
        }
        json.name("parallel_tool_calls")
                .bool(!Boolean.FALSE.equals(conversation.tools().parallel()));
        String text = conversation.extras().field(Spelling.DIALECT, "text");
        FormatForms.write(json, conversation.format(), text, true, told);
        ReasoningForms.echo(
                json, conversation.reasoning(), conversation.extras().field(Spelling.DIALECT, "reasoning"));
        sampling(json, conversation.sampling());
        json.name("metadata").raw(conversation.metadata() == null ? "{}" : conversation.metadata());
        if (conversation.user() != null) {
            json.name("user").string(conversation.user());
        }
        settings(json, conversation, noted);
    }

    private static void sampling(JsonWriter json, Sampling sampling) {
        number(json.name("temperature"), sampling.temperature(), "1");
        number(json.name("top_p"), sampling.topP(), "1");
        number(json.name("presence_penalty"), sampling.presencePenalty(), "0");
        number(json.name("frequency_penalty"), sampling.frequencyPenalty(), "0");
        json.name("top_logprobs").number(sampling.topLogprobs() == null ? 0 : sampling.topLogprobs());
        json.name("max_output_tokens");
        if (sampling.maxOutput() == null) {
            json.nothing();
        } else {
            json.number(sampling.maxOutput());
        }
    }

    private static void number(JsonWriter json, @Nullable BigDecimal value, String otherwise) {
        json.raw(value == null ? otherwise : value.toString());
    }

    private static void settings(JsonWriter json, Conversation conversation, Map<String, String> noted) {
        Map<String, String> settings = new LinkedHashMap<>(DEFAULTS);
        if (conversation.extras().dialect().equals(Spelling.DIALECT)) {
            Settings.of(conversation.extras()).forEach((name, value) -> {
                boolean said = !APART.contains(name) && !name.equals("conversation");
                if (said && !(name.equals("service_tier") && value.equals("\"auto\""))) {
                    settings.put(name, value);
                }
            });
        }
        settings.putAll(noted);
        settings.remove("usage");
        settings.forEach((name, value) -> json.name(name).raw(value));
    }
}
