package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Mode;
import io.sluice.dialects.model.Reasoning.Shown;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields that go to the model as they are ({@code additionalModelRequestFields}), each family with names of its own:
 * those that everybody has by another name are read, the rest is kept.
 *
 * @param parallel whether several tools may be called at once
 * @param rest what has no place in our words
 */
record ModelFields(
        Reasoning reasoning,
        @Nullable BigDecimal topK,
        @Nullable Boolean parallel,
        Members rest) {
    static final String NAME = "additionalModelRequestFields";

    static ModelFields read(Members fields, Map<String, String> spelling) {
        BigDecimal topK = Values.decimal(fields.take("top_k", Kind.NUMBER));
        return new ModelFields(
                reasoning(fields, spelling), topK == null ? novaTopK(fields) : topK, parallel(fields), fields);
    }

    private static Reasoning reasoning(Members fields, Map<String, String> spelling) {
        Reasoning read = config(fields, "thinking");
        if (read == null) {
            read = config(fields, "reasoning_config");
            if (read != null) {
                spelling.put(Spelling.THINKING, "\"reasoning_config\"");
            }
        }
        read = read == null ? config(fields, "reasoningConfig") : read;
        Reasoning known = read == null ? Reasoning.NONE : read;
        // Claude; gpt-oss; Qwen.
        Reasoning.Effort effort = known.effort();
        if (effort == null) {
            effort = effort(fields);
            if (effort != null) {
                spelling.put(Spelling.EFFORT, "\"output_config\"");
            }
        }
        effort = effort == null ? Efforts.take(fields, "reasoning_effort") : effort;
        effort = effort == null ? Efforts.take(fields, "reasoning_config") : effort;
        return new Reasoning(known.mode(), effort, known.budget(), known.shown());
    }

    /** What that object says; null, and it stays, where anything of it is not known. */
    private static @Nullable Reasoning config(Members fields, String name) {
        Bytes value = fields.take(name, Kind.OBJECT);
        if (value == null) {
            return null;
        }
        Members config = Members.of(value);
        Reasoning read = name.equals("reasoningConfig") ? nova(config) : claude(config);
        if (read == null) {
            fields.putBack(name, value);
        }
        return read;
    }

    private static Reasoning.@Nullable Effort effort(Members fields) {
        Bytes config = fields.take("output_config", Kind.OBJECT);
        if (config == null) {
            return null;
        }
        Members members = Members.of(config);
        Reasoning.Effort effort = Efforts.take(members, "effort");
        if (!members.isEmpty()) {
            fields.putBack("output_config", Bytes.of(members.restAsObject()));
        }
        return effort;
    }

    private static @Nullable Reasoning claude(Members thinking) {
        Mode mode = switch (thinking.text("type")) {
            case "enabled" -> Mode.ON;
            case "adaptive" -> Mode.ADAPTIVE;
            case "disabled" -> Mode.OFF;
            default -> null;
        };
        Shown shown = switch (thinking.text("display")) {
            case "omitted" -> Shown.OMITTED;
            case "summarized" -> Shown.AUTO;
            default -> null;
        };
        Long budget = Values.whole(thinking.take("budget_tokens", Kind.NUMBER));
        return mode == null || !thinking.isEmpty() ? null : new Reasoning(mode, null, budget, shown);
    }

    private static @Nullable Reasoning nova(Members config) {
        Mode mode = switch (config.text("type")) {
            case "enabled" -> Mode.ON;
            case "disabled" -> Mode.OFF;
            default -> null;
        };
        Reasoning.Effort effort = Efforts.take(config, "maxReasoningEffort");
        return mode == null || !config.isEmpty() ? null : new Reasoning(mode, effort, null, null);
    }

    private static @Nullable BigDecimal novaTopK(Members fields) {
        Bytes inference = fields.take(ConverseRequest.INFERENCE, Kind.OBJECT);
        if (inference == null) {
            return null;
        }
        Members members = Members.of(inference);
        BigDecimal topK = Values.decimal(members.take("topK", Kind.NUMBER));
        if (!members.isEmpty()) {
            fields.putBack(ConverseRequest.INFERENCE, Bytes.of(members.restAsObject()));
        }
        return topK;
    }

    /** Claude's tool choice, where it says nothing but that. */
    private static @Nullable Boolean parallel(Members fields) {
        Bytes choice = fields.take("tool_choice", Kind.OBJECT);
        if (choice == null) {
            return null;
        }
        Members members = Members.of(choice);
        Boolean disabled = Values.bool(members.take("disable_parallel_tool_use"));
        String type = members.text("type");
        if (disabled == null || !members.isEmpty() || !type.equals("auto")) {
            fields.putBack("tool_choice", choice);
            return null;
        }
        return !disabled;
    }
}
