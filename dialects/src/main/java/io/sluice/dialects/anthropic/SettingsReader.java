package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads how the answer is to be made. What an object (thinking, output_config, metadata) says beyond the canonical words
 * stays in the extras as an object of that name, and is put together again on writing.
 */
final class SettingsReader {
    private final Fields request;
    private final Faults faults;
    private final Map<String, String> left = new LinkedHashMap<>();
    private @Nullable String effort;
    private @Nullable OutputFormat format;

    SettingsReader(Fields request, Faults faults) {
        this.request = request;
        this.faults = faults;
        outputConfig();
    }

    Sampling sampling(@Nullable Long maxOutput) {
        List<String> stop = new ArrayList<>();
        JsonReader list = request.at("stop_sequences");
        if (list != null && list.peek() != Kind.ARRAY) {
            faults.wrong("stop_sequences", "a list of texts", list);
        } else if (list != null) {
            list.enter(Kind.ARRAY);
            while (list.more()) {
                stop.add(list.stringOrEmpty());
            }
        }
        return new Sampling(
                maxOutput,
                number("temperature"),
                number("top_p"),
                number("top_k"),
                null,
                null,
                null,
                null,
                stop,
                null,
                null);
    }

    private @Nullable BigDecimal number(String name) {
        JsonReader json = request.at(name);
        if (json == null) {
            return null;
        }
        String written = json.copy().raw();
        if (json.peek() != Kind.NUMBER || written.length() > 64) {
            faults.wrong(name, "a number", json);
            return null;
        }
        return new BigDecimal(written);
    }

    Reasoning reasoning() {
        JsonReader json = request.at("thinking");
        if (json == null) {
            return new Reasoning(null, effort(), null, null);
        }
        if (json.peek() != Kind.OBJECT) {
            faults.wrong("thinking", "an object", json);
        }
        Fields thinking = Fields.of(json.copy());
        Reasoning.Mode mode = switch (thinking.text("type")) {
            case "enabled" -> Reasoning.Mode.ON;
            case "adaptive" -> Reasoning.Mode.ADAPTIVE;
            case "disabled" -> Reasoning.Mode.OFF;
            default -> null;
        };
        if (mode == null) {
            left.put("thinking", json.raw());
            return new Reasoning(null, effort(), null, null);
        }
        String budget = thinking.raw("budget_tokens");
        Long tokens = budget == null ? null : MessagesRequest.whole(budget);
        if (tokens != null && tokens < 0) {
            faults.wrong("thinking.budget_tokens", "a whole number", thinking.at("budget_tokens"));
        }
        Reasoning.Shown shown = switch (thinking.text("display")) {
            case "omitted" -> Reasoning.Shown.OMITTED;
            case "summarized" -> Reasoning.Shown.AUTO;
            default -> null;
        };
        leave("thinking", thinking);
        return new Reasoning(mode, effort(), tokens, shown);
    }

    private Reasoning.@Nullable Effort effort() {
        return effort == null ? null : Effort.read(effort);
    }

    private void outputConfig() {
        JsonReader json = request.at("output_config", Kind.OBJECT);
        if (json != null) {
            Fields config = Fields.of(json);
            effort = config.textOrNull("effort");
            format = format(config.at("format", Kind.OBJECT));
            leave("output_config", config);
            if (effort != null && Effort.read(effort) == null) {
                Map<String, String> members = new LinkedHashMap<>(config.rest().fields());
                members.put("effort", String.valueOf(config.raw("effort")));
                left.put("output_config", BlockReader.object(members));
            }
        }
        // The name it had while structured output was in beta.
        JsonReader older = request.at("output_format", Kind.OBJECT);
        format = format == null ? format(older) : format;
    }

    private static @Nullable OutputFormat format(@Nullable JsonReader json) {
        if (json == null) {
            return null;
        }
        Fields fields = Fields.of(json.copy());
        String schema = fields.raw("schema");
        return fields.text("type").equals("json_schema") && schema != null
                ? new OutputFormat.JsonSchema("", null, schema, null, fields.rest())
                : new OutputFormat.Opaque(AnthropicMessages.ID, json.raw());
    }

    @Nullable
    OutputFormat format() {
        return format;
    }

    @Nullable
    String user() {
        JsonReader json = request.at("metadata", Kind.OBJECT);
        if (json == null) {
            return null;
        }
        Fields metadata = Fields.of(json);
        String user = metadata.textOrNull("user_id");
        leave("metadata", metadata);
        return user;
    }

    private void leave(String name, Fields fields) {
        Extras rest = fields.rest();
        if (!rest.isEmpty()) {
            left.put(name, BlockReader.object(rest.fields()));
        }
    }

    /** What nobody has asked for, the rest of those objects included; to be asked last. */
    Extras extras() {
        Map<String, String> fields = new LinkedHashMap<>(request.rest().fields());
        fields.putAll(left);
        return Extras.of(AnthropicMessages.ID, fields);
    }
}
