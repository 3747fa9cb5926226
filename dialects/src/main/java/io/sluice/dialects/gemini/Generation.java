package io.sluice.dialects.gemini;

import io.sluice.dialects.Sending;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model can do, by the catalog's traits and else by the generation its name tells.
 *
 * @param number of the generation (2.5); null where the name does not tell
 * @param levels of thinking it takes, in small letters; empty where it takes none, or none is known
 * @param budgets tokens of thinking it takes, from and to; null where it takes none, or none is known
 */
record Generation(
        @Nullable BigDecimal number,
        boolean pro,
        List<String> levels,
        @Nullable Range budgets) {
    private static final BigDecimal TWO_AND_A_HALF = new BigDecimal("2.5");
    private static final BigDecimal THREE = BigDecimal.valueOf(3);

    /** Both ends included. */
    record Range(long least, long most) {}

    static Generation of(Sending sending) {
        String model = sending.model().substring(sending.model().lastIndexOf('/') + 1);
        BigDecimal number = number(model);
        boolean pro = model.contains("-pro");
        List<String> levels = List.of();
        Range budgets = null;
        for (String trait : sending.facts().traits()) {
            if (trait.startsWith("effort=")) {
                levels = List.of(trait.substring("effort=".length()).split("/"));
            } else if (trait.startsWith("budget=")) {
                budgets = range(trait.substring("budget=".length()));
            }
        }
        if (levels.isEmpty() && budgets == null && number != null) {
            if (number.compareTo(THREE) >= 0) {
                boolean minimal = !pro && number.compareTo(new BigDecimal("3.7")) != 0;
                levels = minimal ? List.of("minimal", "low", "medium", "high") : List.of("low", "medium", "high");
                // The first of the generation knew two.
                levels = pro && number.compareTo(THREE) == 0 ? List.of("low", "high") : levels;
            } else if (number.compareTo(TWO_AND_A_HALF) >= 0) {
                boolean lite = model.contains("lite");
                budgets = pro ? new Range(128, 32_768) : new Range(lite ? 512 : 0, 24_576);
            }
        }
        return new Generation(number, pro, levels, budgets);
    }

    private static @Nullable BigDecimal number(String model) {
        int at = model.indexOf("gemini-");
        int start = at < 0 ? 0 : at + "gemini-".length();
        int end = start;
        while (at >= 0 && end < model.length() && (isDigit(model.charAt(end)) || model.charAt(end) == '.')) {
            end++;
        }
        try {
            return end == start ? null : new BigDecimal(model.substring(start, end));
        } catch (NumberFormatException notOne) {
            return null;
        }
    }

    private static @Nullable Range range(String written) {
        int dots = written.indexOf("..");
        if (dots < 0) {
            return null;
        }
        Long least = Numbers.whole(Value.of("\"" + written.substring(0, dots) + "\""));
        Long most = Numbers.whole(Value.of("\"" + written.substring(dots + 2) + "\""));
        return least == null ? null : new Range(least, most == null ? Long.MAX_VALUE : most);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether it is known to be of the generations before 2.5, which think little, take no JSON Schema and fetch nothing. */
    boolean isOld() {
        return number != null && number.compareTo(TWO_AND_A_HALF) < 0;
    }

    /** Whether it is of the third generation, or later: calls must be signed, tools may answer with media. */
    boolean isThird() {
        return number != null && number.compareTo(THREE) >= 0;
    }
}
