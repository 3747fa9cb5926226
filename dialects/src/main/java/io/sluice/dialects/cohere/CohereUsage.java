package io.sluice.dialects.cohere;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Usage as Cohere tells it twice: what it bills, and the tokens with its own template around them. Prices apply to what
 * is billed, so that is what counts here; the other is kept as a note.
 */
final class CohereUsage {
    private final @Nullable Usage usage;
    private final boolean implausible;

    private CohereUsage(@Nullable Usage usage, boolean implausible) {
        this.usage = usage;
        this.implausible = implausible;
    }

    /** Reads the object the reader stands before. */
    static CohereUsage read(JsonReader json) {
        ObjectView view = ObjectView.of(json);
        ObjectView billed = view.object("billed_units");
        ObjectView tokens = view.object("tokens");
        boolean bills = billed.has("input_tokens") || billed.has("output_tokens");
        ObjectView counted = bills ? billed : tokens;
        if (!counted.has("input_tokens") && !counted.has("output_tokens")) {
            return new CohereUsage(null, false);
        }
        long input = figure(counted, "input_tokens");
        long output = figure(counted, "output_tokens");
        if (input < 0 || output < 0) {
            return new CohereUsage(null, true);
        }
        return new CohereUsage(new Usage(input, 0, 0, 0, output, 0, 0, 0, 0, 0), false);
    }

    /** The count of that name, 0 where there is none, -1 where it cannot be true. */
    static long figure(ObjectView counted, String name) {
        if (!counted.has(name)) {
            return 0;
        }
        JsonReader value = counted.take(name, Kind.NUMBER);
        String written = value == null ? "" : value.raw();
        try {
            long figure = written.length() > 32 ? -1 : new BigDecimal(written).longValueExact();
            return figure > Usage.LARGEST ? -1 : figure;
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return -1;
        }
    }

    @Nullable
    Usage usage() {
        return usage;
    }

    boolean implausible() {
        return implausible;
    }
}
