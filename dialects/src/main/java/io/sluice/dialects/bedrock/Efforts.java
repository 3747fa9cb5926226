package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Reasoning.Effort;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words for how hard a model is to think. */
final class Efforts {
    private Efforts() {}

    /** Takes the word out where it is one we have; else it stays. */
    static @Nullable Effort take(Members from, String name) {
        Bytes value = from.take(name, Kind.STRING);
        if (value == null) {
            return null;
        }
        for (Effort effort : Effort.values()) {
            if (word(effort).equals(Values.text(value))) {
                return effort;
            }
        }
        from.putBack(name, value);
        return null;
    }

    static String word(Effort effort) {
        return effort.name().toLowerCase(Locale.ROOT);
    }

    /** The nearest word of three. */
    static String ofThree(Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH, XHIGH, MAX -> "high";
        };
    }

    /** The tokens that stand for a word where a model wants tokens. */
    static long budget(Effort effort) {
        return switch (effort) {
            case NONE -> 0;
            case MINIMAL -> 1_024;
            case LOW -> 2_048;
            case MEDIUM -> 10_000;
            case HIGH -> 16_384;
            case XHIGH, MAX -> 32_768;
        };
    }

    /** The word that stands for so many tokens. */
    static Effort of(long budget) {
        if (budget <= 2_048) {
            return Effort.LOW;
        }
        return budget <= 10_000 ? Effort.MEDIUM : Effort.HIGH;
    }
}
