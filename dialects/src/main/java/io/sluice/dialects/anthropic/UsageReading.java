package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Usage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code usage} objects of one answer, a later figure in place of an earlier one of the same name.
 *
 * <p>{@code message_start} has the input and a first guess at the output; {@code message_delta} has what is final, all of
 * it or (Vertex, older models) the output alone. Fresh input leaves the cache out, output has thinking inside. Of
 * {@code iterations} only those of type {@code message} are in the sums; a compaction or an advisor is paid besides.
 */
final class UsageReading {
    private static final long ABSENT = -1;

    private long input = ABSENT;
    private long output = ABSENT;
    private long cacheRead = ABSENT;
    private long cacheWrite = ABSENT;
    private long cacheWrite5m = ABSENT;
    private long cacheWrite1h = ABSENT;
    private long thinking = ABSENT;
    private Usage besides = Usage.NONE;
    private final Map<String, String> others = new LinkedHashMap<>();
    private boolean implausible;

    /** Takes the object the reader stands before; anything else is implausible, apart from null. */
    void take(JsonReader json) {
        Kind kind = json.peek();
        if (!json.enter(Kind.OBJECT)) {
            implausible |= kind != Kind.NULL;
            return;
        }
        while (json.more()) {
            member(json.name(), json);
        }
    }

    /** A figure cannot be true. */
    boolean implausible() {
        return implausible;
    }

    /** The figures in our buckets; null where there are none, or where they cannot be true. */
    @Nullable
    Usage usage() {
        if (implausible || (input == ABSENT && output == ABSENT)) {
            return null;
        }
        long written = cacheWrite == ABSENT ? Math.max(0, cacheWrite5m) + Math.max(0, cacheWrite1h) : cacheWrite;
        long hour = Math.clamp(cacheWrite1h, 0, written);
        long out = Math.max(0, output);
        long thought = Math.clamp(thinking, 0, out);
        Usage sums = new Usage(
                Math.max(0, input), Math.max(0, cacheRead), written - hour, hour, out - thought, thought, 0, 0, 0, 0);
        return sums.plus(besides);
    }

    /** What it says beyond our buckets, as JSON text of an object; null where it says no more. */
    @Nullable
    String others() {
        if (others.isEmpty()) {
            return null;
        }
        JsonWriter json = new JsonWriter().beginObject();
        others.forEach((name, value) -> json.name(name).raw(value));
        return json.endObject().toString();
    }

    private void member(String name, JsonReader json) {
        switch (name) {
            case "input_tokens" -> input = figure(json, input);
            case "output_tokens" -> output = figure(json, output);
            case "cache_read_input_tokens" -> cacheRead = figure(json, cacheRead);
            case "cache_creation_input_tokens" -> cacheWrite = figure(json, cacheWrite);
            case "cache_creation", "output_tokens_details" -> details(json);
            default -> other(name, json);
        }
    }

    private void details(JsonReader json) {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            switch (json.name()) {
                case "ephemeral_5m_input_tokens" -> cacheWrite5m = figure(json, cacheWrite5m);
                case "ephemeral_1h_input_tokens" -> cacheWrite1h = figure(json, cacheWrite1h);
                case "thinking_tokens" -> thinking = figure(json, thinking);
                default -> json.skip();
            }
        }
    }

    private void other(String name, JsonReader json) {
        if (name.equals("iterations")) {
            besides = paidBesides(json.copy());
        }
        boolean nothing = json.peek() == Kind.NULL;
        String value = json.raw();
        if (!nothing) {
            others.put(name, value);
        }
    }

    /** The sum of the iterations that are not in the sums. */
    static Usage paidBesides(JsonReader json) {
        Usage sum = Usage.NONE;
        if (!json.enter(Kind.ARRAY)) {
            return sum;
        }
        while (json.more()) {
            UsageReading one = new UsageReading();
            boolean message = Fields.of(json.copy()).text("type").equals("message");
            one.take(json);
            Usage usage = message ? null : one.usage();
            sum = usage == null ? sum : sum.plus(usage);
        }
        return sum;
    }

    private long figure(JsonReader json, long before) {
        Kind kind = json.peek();
        String written = json.raw();
        if (kind == Kind.NULL) {
            return before;
        }
        long value = kind == Kind.NUMBER ? whole(written) : ABSENT;
        if (value < 0 || value > Usage.LARGEST / 1_000) {
            implausible = true;
            return before;
        }
        return value;
    }

    private static long whole(String written) {
        try {
            return written.length() > 32 ? ABSENT : new BigDecimal(written).longValueExact();
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return ABSENT;
        }
    }
}
