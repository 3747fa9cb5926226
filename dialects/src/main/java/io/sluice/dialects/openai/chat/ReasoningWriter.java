package io.sluice.dialects.openai.chat;

import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Effort;
import io.sluice.dialects.model.Reasoning.Mode;
import io.sluice.dialects.model.Reasoning.Shown;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says how much is to be thought in the fields the provider has for it ({@code reasoning_param=}, preferred first). */
final class ReasoningWriter {
    private static final String EFFORT = "reasoning_effort";
    private static final List<Effort> LADDER = List.of(Effort.values());
    private static final List<String> EFFORTS = List.of(EFFORT, "reasoning", "reasoning.effort");
    private static final List<String> BUDGETS = List.of(
            "reasoning", "reasoning.max_tokens", "thinking_budget", "thinking", "reasoning_options.budget_tokens");
    private static final List<String> SWITCHES = List.of(
            "thinking.type",
            "thinking",
            "reasoning",
            "reasoning.enabled",
            "enable_thinking",
            "chat_template_kwargs.enable_thinking",
            "chat_template_args.enable_thinking");

    private final TargetRules rules;
    private final Losses losses;
    private final RequestFields fields;
    private final List<String> params;

    ReasoningWriter(TargetRules rules, RequestFields fields) {
        this.rules = rules;
        this.fields = fields;
        losses = rules.losses();
        List<String> named = rules.list("reasoning_param");
        params = named.isEmpty() ? List.of(EFFORT) : named;
    }

    void write(Reasoning reasoning) {
        Effort effort = reasoning.effort();
        boolean off = reasoning.mode() == Mode.OFF || (effort == Effort.NONE && first(EFFORTS) == null);
        if (off) {
            off();
        } else {
            boolean said = effort != null && effort(effort);
            said |= reasoning.budget() != null && budget(reasoning.budget(), effort != null);
            if (reasoning.mode() != null || (effort != null && first(EFFORTS) == null)) {
                on(reasoning.mode(), said);
            }
        }
        shown(reasoning.shown());
    }

    private void off() {
        String field = first(SWITCHES);
        if (field != null) {
            flip(field, false);
        } else if (rules.has("no_effort_none")) {
            losses.add("reasoning.mode", "the provider cannot turn thinking off");
        } else {
            effort(Effort.NONE);
        }
    }

    private void on(@Nullable Mode mode, boolean said) {
        String field = first(SWITCHES);
        // An object that names an effort or a budget is on already, and some hosts refuse both.
        if (field != null && !(said && field.equals("reasoning"))) {
            flip(field, true);
        } else if (field == null && mode != Mode.ADAPTIVE && !said) {
            effort(Effort.MEDIUM);
        }
    }

    private void flip(String field, boolean on) {
        switch (field) {
            case "thinking.type" -> fields.text(field, on ? "enabled" : "disabled");
            case "reasoning" -> fields.put("reasoning.enabled", on);
            case "thinking" -> {
                // Where it is the first choice it is a mere switch, where it stands beside an effort an object with a
                // budget.
                if (params.getFirst().equals(field)) {
                    fields.put(field, on);
                } else {
                    fields.text("thinking.type", on ? "enabled" : "disabled");
                }
            }
            default -> fields.put(field, on);
        }
    }

    private boolean effort(Effort asked) {
        String field = first(EFFORTS);
        if (field == null) {
            losses.add("reasoning.effort", "the provider only turns thinking on and off");
            return false;
        }
        if (asked == Effort.NONE && rules.has("no_effort_none")) {
            losses.add("reasoning.effort", "the provider cannot turn thinking off");
            return false;
        }
        Effort taken = taken(asked);
        if (taken != asked) {
            losses.add("reasoning.effort", "the model has no such effort, the nearest was asked for");
        }
        fields.text(field.equals("reasoning") ? "reasoning.effort" : field, word(taken));
        return true;
    }

    /** The nearest effort the catalog knows the model to have; the one asked for where it knows none. */
    private Effort taken(Effort asked) {
        for (String trait : rules.sending().facts().traits()) {
            if (trait.startsWith("effort=")) {
                List<String> words = Arrays.asList(trait.substring(7).split("/"));
                int place = LADDER.indexOf(asked);
                return LADDER.stream()
                        .filter(one -> words.contains(word(one)))
                        .min(Comparator.comparingInt((Effort one) -> Math.abs(LADDER.indexOf(one) - place))
                                .thenComparing(Comparator.reverseOrder()))
                        .orElse(asked);
            }
        }
        return asked;
    }

    private boolean budget(long tokens, boolean effortSaid) {
        String field = first(BUDGETS);
        boolean only =
                field != null && field.equals("thinking") && params.getFirst().equals(field);
        if (field == null || only) {
            losses.add(
                    "reasoning.budget",
                    effortSaid ? "the provider counts no thinking budget" : "a thinking budget became an effort");
            return !effortSaid && first(EFFORTS) != null && effort(worth(tokens));
        }
        switch (field) {
            case "reasoning" -> fields.put("reasoning.max_tokens", tokens);
            case "thinking" -> fields.put("thinking.budget_tokens", tokens);
            default -> fields.put(field, tokens);
        }
        return true;
    }

    private static Effort worth(long tokens) {
        if (tokens == 0) {
            return Effort.NONE;
        }
        if (tokens <= 2_048) {
            return Effort.LOW;
        }
        return tokens <= 10_000 ? Effort.MEDIUM : Effort.HIGH;
    }

    private void shown(@Nullable Shown shown) {
        if (shown == Shown.OMITTED && params.contains("reasoning")) {
            fields.put("reasoning.exclude", true);
        } else if (shown != null && shown != Shown.AUTO) {
            losses.add("reasoning.shown", "chat cannot say which form of thinking is wanted");
        }
    }

    private static String word(Effort effort) {
        return effort.name().toLowerCase(Locale.ROOT);
    }

    /** The provider's first field that is one of those; null where it has none. */
    private @Nullable String first(List<String> usable) {
        return params.stream().filter(usable::contains).findFirst().orElse(null);
    }
}
