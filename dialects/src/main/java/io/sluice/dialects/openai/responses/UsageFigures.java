package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Usage;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One {@code usage} object as its provider wrote it, and the same in our buckets.
 *
 * <p>Cached and written tokens are counted inside {@code input_tokens}, reasoning inside {@code output_tokens}.
 */
final class UsageFigures {
    private static final String CACHE_WRITE = "cache_write_tokens";
    private static final Set<String> OURS =
            Set.of("input_tokens", "output_tokens", "total_tokens", "input_tokens_details", "output_tokens_details");

    private boolean implausible;
    private @Nullable Usage usage;

    private UsageFigures() {}

    /** The figures of that value; anything but an object is implausible, apart from null. */
    static UsageFigures of(Node node) {
        UsageFigures figures = new UsageFigures();
        if (!node.is(Kind.OBJECT)) {
            figures.implausible = !node.is(Kind.NULL);
            return figures;
        }
        long input = figures.figure(node.at("input_tokens"));
        long output = figures.figure(node.at("output_tokens"));
        long total = figures.figure(node.at("total_tokens"));
        long cached = Math.max(0, figures.figure(node.at("input_tokens_details").at("cached_tokens")));
        long written =
                Math.max(0, figures.figure(node.at("input_tokens_details").at(CACHE_WRITE)));
        long reasoning =
                Math.max(0, figures.figure(node.at("output_tokens_details").at("reasoning_tokens")));
        if (!figures.implausible && (input >= 0 || output >= 0 || total >= 0)) {
            long in = input < 0 && output < 0 ? total : Math.max(0, input);
            if (cached > in) {
                in += cached; // an input smaller than what was cached of it leaves the cache out
            }
            long read = Math.min(cached, in);
            long write = Math.min(written, in - read);
            long out = Math.max(0, output);
            // What the total has beyond its two parts was thinking that one of them left out.
            long outside = Math.max(0, total - in - out);
            long thought = Math.clamp(reasoning - outside, 0, out);
            figures.usage = new Usage(in - read - write, read, write, 0, out - thought, thought + outside, 0, 0, 0, 0);
        }
        return figures;
    }

    /** A figure cannot be true. */
    boolean implausible() {
        return implausible;
    }

    /** The figures in our buckets; null where there are none, or where they cannot be true. */
    @Nullable
    Usage usage() {
        return usage;
    }

    private long figure(Node node) {
        if (node.is(Kind.NULL)) {
            return -1;
        }
        long value = node.is(Kind.NUMBER) ? whole(node.raw()) : -1;
        if (value < 0 || value > Usage.LARGEST) {
            implausible = true;
            return -1;
        }
        return value;
    }

    private static long whole(String written) {
        try {
            return written.length() > 32 ? -1 : new BigDecimal(written).longValueExact();
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return -1;
        }
    }

    /** What a provider says of usage beyond those figures, as an object's text; null where it says nothing. */
    static @Nullable String beyond(Node usage) {
        return usage.is(Kind.OBJECT) ? usage.without(OURS) : null;
    }

    /** Usage in this dialect's convention, the parts counted in the sums; with what {@link #beyond} kept. */
    static void write(JsonWriter json, Usage usage, @Nullable String beyond) {
        json.beginObject();
        json.name("input_tokens").number(usage.totalInput());
        json.name("input_tokens_details").beginObject();
        json.name("cached_tokens").number(usage.cacheRead());
        // Where nothing was written too: the official client's type demands the figure.
        json.name(CACHE_WRITE).number(usage.cacheWrite5m() + usage.cacheWrite1h());
        json.endObject();
        json.name("output_tokens").number(usage.totalOutput());
        json.name("output_tokens_details").beginObject();
        json.name("reasoning_tokens").number(usage.reasoning()).endObject();
        json.name("total_tokens").number(usage.totalInput() + usage.totalOutput());
        if (beyond != null) {
            Map<String, Node> more = Node.of(Bytes.of(beyond)).members();
            more.forEach((name, value) -> json.name(name).raw(value.raw()));
        }
        json.endObject();
    }
}
