package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code usage} object and the same in our buckets.
 *
 * <p>Bedrock counts what was read from and written to the cache beside {@code inputTokens}, thinking inside
 * {@code outputTokens}, and names the cache figures twice over ({@code ...TokenCount}), which is the same figure.
 */
final class UsageFigures {
    private final Map<String, String> beyond;
    private boolean implausible;
    private @Nullable Usage usage;

    private UsageFigures(Bytes json) {
        Members members = Members.of(json);
        implausible = Values.kind(json) != Kind.OBJECT && Values.kind(json) != Kind.NULL;
        boolean some = members.has("inputTokens") || members.has("outputTokens");
        long input = figure(members.take("inputTokens"));
        long output = figure(members.take("outputTokens"));
        long read = Math.max(
                figure(members.take("cacheReadInputTokens")), figure(members.take("cacheReadInputTokenCount")));
        long written = Math.max(
                figure(members.take("cacheWriteInputTokens")), figure(members.take("cacheWriteInputTokenCount")));
        long hour = 0;
        for (Bytes detail : Values.elements(members.take("cacheDetails", Kind.ARRAY))) {
            Members one = Members.of(detail);
            long tokens = figure(one.take("inputTokens"));
            hour += one.text("ttl").equals("1h") ? tokens : 0;
        }
        figure(members.take("totalTokens"));
        members.take("serverToolUsage", Kind.NULL);
        beyond = new LinkedHashMap<>(members.rest());
        beyond.values().removeIf("{}"::equals);
        if (some && !implausible) {
            hour = Math.min(hour, written);
            usage = new Usage(input, read, written - hour, hour, output, 0, 0, 0, 0, 0);
        }
    }

    static UsageFigures read(Bytes json) {
        return new UsageFigures(json);
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

    /** What it says beyond them, as JSON texts; empty objects say nothing. */
    Map<String, String> beyond() {
        return beyond;
    }

    private long figure(@Nullable Bytes json) {
        if (json == null) {
            return 0;
        }
        Long value = Values.whole(json);
        if (value == null || value < 0 || value > Usage.LARGEST) {
            implausible = true;
            return 0;
        }
        return value;
    }

    /** Usage in Bedrock's convention, with what stands beside our buckets. */
    static void write(JsonWriter json, Usage usage, Map<String, String> beyond) {
        long read = usage.cacheRead();
        long written = usage.cacheWrite5m() + usage.cacheWrite1h();
        json.beginObject();
        json.name("inputTokens").number(usage.totalInput() - read - written);
        json.name("outputTokens").number(usage.totalOutput());
        json.name("totalTokens").number(usage.totalInput() + usage.totalOutput());
        json.name("cacheReadInputTokens").number(read);
        json.name("cacheWriteInputTokens").number(written);
        if (written > 0) {
            json.name("cacheDetails").beginArray();
            detail(json, "5m", usage.cacheWrite5m());
            detail(json, "1h", usage.cacheWrite1h());
            json.endArray();
        }
        beyond.forEach((name, value) -> json.name(name).raw(value));
        json.endObject();
    }

    private static void detail(JsonWriter json, String ttl, long tokens) {
        if (tokens > 0) {
            json.beginObject()
                    .name("inputTokens")
                    .number(tokens)
                    .name("ttl")
                    .string(ttl)
                    .endObject();
        }
    }
}
