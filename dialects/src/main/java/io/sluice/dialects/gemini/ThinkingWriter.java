package io.sluice.dialects.gemini;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Reasoning;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes how much a model is to think: a level where the model takes levels, a budget where it takes budgets, never
 * both. Of a model nobody knows, what the caller said is written as it was said.
 */
final class ThinkingWriter {
    private static final String TURNED = "effort and budget are turned into each other";

    private final Reasoning reasoning;
    private final Generation generation;
    private final Losses losses;

    ThinkingWriter(Reasoning reasoning, Generation generation, Losses losses) {
        this.reasoning = reasoning;
        this.generation = generation;
        this.losses = losses;
    }

    /** The config, empty where nothing is to be said; {@code rest} are its fields we do not know. */
    String write(Map<String, String> rest) {
        boolean asks = reasoning.mode() != null || reasoning.effort() != null || reasoning.budget() != null;
        if (generation.isOld()) {
            boolean off = reasoning.mode() == Reasoning.Mode.OFF || reasoning.effort() == Reasoning.Effort.NONE;
            if ((asks && !off) || isShown()) {
                losses.add("reasoning", "gemini before 2.5 does not think");
            }
            return "";
        }
        JsonWriter json = new JsonWriter().beginObject();
        boolean some = asks && howMuch(json);
        if (reasoning.shown() != null) {
            some = true;
            json.name("includeThoughts").bool(isShown());
            if (reasoning.shown() == Reasoning.Shown.CONCISE || reasoning.shown() == Reasoning.Shown.DETAILED) {
                losses.add("reasoning.shown", "gemini shows thoughts in one form");
            }
        }
        rest.forEach((name, value) -> json.name(name).raw(value));
        return some || !rest.isEmpty() ? json.endObject().toString() : "";
    }

    private boolean isShown() {
        return reasoning.shown() != null && reasoning.shown() != Reasoning.Shown.OMITTED;
    }

    private boolean howMuch(JsonWriter json) {
        if (!generation.levels().isEmpty() && generation.budgets() == null) {
            String level = level();
            if (level != null) {
                json.name("thinkingLevel").string(level.toUpperCase(Locale.ROOT));
            }
            return level != null;
        }
        if (generation.budgets() == null && reasoning.effort() != null && reasoning.effort() != Reasoning.Effort.NONE) {
            json.name("thinkingLevel").string(named(reasoning.effort()));
            return true;
        }
        Long budget = budget();
        if (budget != null) {
            json.name("thinkingBudget").number(budget);
        }
        return budget != null;
    }

    /** The level, of those the model takes; null for its own choice. */
    private @Nullable String level() {
        Reasoning.Effort effort = reasoning.effort();
        if (effort == null && reasoning.mode() == Reasoning.Mode.OFF) {
            effort = Reasoning.Effort.NONE;
        }
        if (effort == null) {
            Long budget = reasoning.budget();
            if (budget == null) {
                return null;
            }
            losses.add("reasoning.budget", TURNED);
            return nearest(budget <= 1_024 ? "low" : budget <= 8_192 ? "medium" : "high");
        }
        String wanted = switch (effort) {
            case NONE, MINIMAL -> "minimal";
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH, XHIGH, MAX -> "high";
        };
        String taken = nearest(wanted);
        if (effort == Reasoning.Effort.NONE) {
            losses.add("reasoning.effort", "the model cannot stop thinking");
        } else if (!taken.equalsIgnoreCase(effort.name())) {
            losses.add("reasoning.effort", "the model has no such effort: the nearest is taken");
        }
        return taken;
    }

    /** The level itself, else the next above, else the highest. */
    private String nearest(String wanted) {
        List<String> order = List.of("minimal", "low", "medium", "high");
        for (int i = order.indexOf(wanted); i < order.size(); i++) {
            if (generation.levels().contains(order.get(i))) {
                return order.get(i);
            }
        }
        return generation.levels().getLast();
    }

    private String named(Reasoning.Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL -> "MINIMAL";
            case LOW -> "LOW";
            case MEDIUM -> "MEDIUM";
            case HIGH -> "HIGH";
            case XHIGH, MAX -> {
                losses.add("reasoning.effort", "the model has no such effort: the nearest is taken");
                yield "HIGH";
            }
        };
    }

    private @Nullable Long budget() {
        Long budget = reasoning.budget();
        if (budget == null && reasoning.effort() != null) {
            budget = switch (reasoning.effort()) {
                case NONE -> 0L;
                case MINIMAL -> 512L;
                case LOW -> 1_024L;
                case MEDIUM -> 8_192L;
                case HIGH, XHIGH, MAX -> 24_576L;
            };
            if (budget > 0) {
                losses.add("reasoning.effort", TURNED);
            }
        } else if (budget == null) {
            budget = reasoning.mode() == Reasoning.Mode.OFF ? 0L : -1L;
        }
        Generation.Range range = generation.budgets();
        if (range == null || budget < 0) {
            return budget;
        }
        long within = Math.clamp(budget, range.least(), range.most());
        if (budget == 0 && within > 0) {
            losses.add("reasoning.mode", "the model cannot stop thinking");
        } else if (within != budget) {
            losses.add("reasoning.budget", "the model has no such budget: the nearest is taken");
        }
        return within;
    }
}
