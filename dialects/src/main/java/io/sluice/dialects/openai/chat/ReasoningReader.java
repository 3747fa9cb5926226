package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Effort;
import io.sluice.dialects.model.Reasoning.Mode;
import io.sluice.dialects.model.Reasoning.Shown;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads how much is to be thought, in OpenAI's one field and in the several that hosts have beside it. What these fields
 * hold besides stays under {@code field.member}.
 */
final class ReasoningReader {
    private final Map<String, String> extras;
    private @Nullable Mode mode;
    private @Nullable Effort effort;
    private @Nullable Long budget;
    private @Nullable Shown shown;

    ReasoningReader(Map<String, String> extras) {
        this.extras = extras;
    }

    /** Takes that field if it is one of these and says what is known; the reader stands before its value. */
    boolean take(String name, JsonReader json) {
        return switch (name) {
            case "reasoning_effort" -> json.peek() == Kind.STRING && effort(json);
            case "reasoning", "thinking" -> switchOrObject(name, json);
            case "enable_thinking" -> mode(json);
            case "thinking_budget" -> budget(json);
            case "chat_template_kwargs", "chat_template_args", "reasoning_options" -> object(name, json);
            default -> false;
        };
    }

    Reasoning reasoning() {
        return mode == null && effort == null && budget == null && shown == null
                ? Reasoning.NONE
                : new Reasoning(mode, effort, budget, shown);
    }

    private boolean switchOrObject(String name, JsonReader json) {
        return json.peek() == Kind.OBJECT ? object(name, json) : mode(json);
    }

    private boolean object(String name, JsonReader json) {
        if (json.peek() != Kind.OBJECT) {
            return false;
        }
        json.enter(Kind.OBJECT);
        while (json.more()) {
            String member = json.name();
            if (json.peek() == Kind.NULL || !member(member, json)) {
                String raw = json.raw();
                if (!raw.equals("null")) {
                    extras.put(name + "." + member, raw);
                }
            }
        }
        return true;
    }

    private boolean member(String name, JsonReader json) {
        return switch (name) {
            case "effort" -> json.peek() == Kind.STRING && effort(json);
            case "enabled", "enable_thinking" -> mode(json);
            case "max_tokens", "budget_tokens" -> budget(json);
            case "type" -> json.peek() == Kind.STRING && word(json);
            case "exclude" -> {
                boolean yes = json.peek() == Kind.TRUE;
                shown = yes ? Shown.OMITTED : shown;
                if (yes) {
                    json.skip();
                }
                yield yes;
            }
            default -> false;
        };
    }

    private boolean mode(JsonReader json) {
        Kind kind = json.peek();
        if (kind != Kind.TRUE && kind != Kind.FALSE) {
            return false;
        }
        json.skip();
        mode = kind == Kind.TRUE ? Mode.ON : Mode.OFF;
        return true;
    }

    private boolean word(JsonReader json) {
        Mode said = switch (json.copy().string()) {
            case "enabled" -> Mode.ON;
            case "disabled" -> Mode.OFF;
            case "adaptive", "auto" -> Mode.ADAPTIVE;
            default -> null;
        };
        mode = said == null ? mode : said;
        if (said != null) {
            json.skip();
        }
        return said != null;
    }

    private boolean effort(JsonReader json) {
        String word = json.copy().string();
        for (Effort one : Effort.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(word)) {
                effort = one;
                json.skip();
                return true;
            }
        }
        return false;
    }

    private boolean budget(JsonReader json) {
        long tokens = json.peek() == Kind.NUMBER ? Numbers.whole(json.copy().raw(), 18) : -1;
        if (tokens >= 0) {
            budget = tokens;
            json.skip();
        }
        return tokens >= 0;
    }
}
