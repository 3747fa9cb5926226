package io.sluice.dialects.ollama;

import io.sluice.dialects.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Ollama's counts: what it read and what it wrote, thinking included; a prompt it had in its cache has no count. */
final class Figures {
    private static final long ABSENT = -1;

    private long input = ABSENT;
    private long output = ABSENT;
    private boolean implausible;

    void input(String written) {
        input = figure(written);
    }

    void output(String written) {
        output = figure(written);
    }

    boolean implausible() {
        return implausible;
    }

    /** In our buckets; null where there are none, or where they cannot be true. */
    @Nullable
    Usage usage() {
        return implausible || (input == ABSENT && output == ABSENT)
                ? null
                : new Usage(Math.max(0, input), 0, 0, 0, Math.max(0, output), 0, 0, 0, 0, 0);
    }

    private long figure(String written) {
        if (written.equals("null")) {
            return ABSENT;
        }
        try {
            long value = written.length() > 32 ? ABSENT : new BigDecimal(written).longValueExact();
            implausible |= value < 0 || value > Usage.LARGEST;
            return implausible ? ABSENT : value;
        } catch (ArithmeticException | NumberFormatException noFigure) {
            implausible = true;
            return ABSENT;
        }
    }
}
