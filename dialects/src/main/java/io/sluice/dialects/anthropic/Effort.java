package io.sluice.dialects.anthropic;

import io.sluice.dialects.model.Reasoning;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words for how much to think, and the budgets they stand for where a model takes only tokens. */
final class Effort {
    private Effort() {}

    static Reasoning.@Nullable Effort read(String word) {
        return switch (word) {
            case "low" -> Reasoning.Effort.LOW;
            case "medium" -> Reasoning.Effort.MEDIUM;
            case "high" -> Reasoning.Effort.HIGH;
            case "xhigh" -> Reasoning.Effort.XHIGH;
            case "max" -> Reasoning.Effort.MAX;
            default -> null;
        };
    }

    /** The nearest word that a model with those words takes: the same, else the next above, else the highest. */
    static String word(Reasoning.Effort effort, Set<String> words) {
        List<String> wanted = switch (effort) {
            case NONE, MINIMAL, LOW -> List.of("low");
            case MEDIUM -> List.of("medium");
            case HIGH -> List.of("high");
            case XHIGH -> List.of("xhigh", "max", "high");
            case MAX -> List.of("max", "xhigh", "high");
        };
        return wanted.stream().filter(words::contains).findFirst().orElse(wanted.getLast());
    }

    /** Whether that word says the effort exactly. */
    static boolean isExact(Reasoning.Effort effort, String word) {
        return effort.name().toLowerCase(Locale.ROOT).equals(word);
    }

    /** Tokens for thinking, as other gateways and frameworks have it for Claude. */
    static long budget(Reasoning.Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL -> 1_024;
            case LOW -> 2_048;
            case MEDIUM -> 10_000;
            case HIGH -> 16_384;
            case XHIGH -> 32_768;
            case MAX -> 63_999;
        };
    }

    /** The word for so many tokens, the other way round. */
    static Reasoning.Effort ofBudget(long tokens) {
        for (Reasoning.Effort effort :
                List.of(Reasoning.Effort.LOW, Reasoning.Effort.MEDIUM, Reasoning.Effort.HIGH, Reasoning.Effort.XHIGH)) {
            if (tokens <= budget(effort)) {
                return effort;
            }
        }
        return Reasoning.Effort.MAX;
    }
}
