package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Quirks;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One {@code usage} object as its provider wrote it, and the same in our buckets.
 *
 * <p>OpenAI counts cached and audio tokens inside {@code prompt_tokens}, reasoning and audio inside
 * {@code completion_tokens}. Others leave reasoning out of both and only in {@code total_tokens} (xAI; Gemini's
 * compatible endpoint does not even name it): what the total has beyond its two parts was thinking.
 */
final class UsageFigures {
    private static final long ABSENT = -1;

    private long prompt = ABSENT;
    private long completion = ABSENT;
    private long total = ABSENT;
    private long cached;
    private long cacheWrite;
    private long cacheWrite1h;
    private long reasoning;
    private long audioIn;
    private long audioOut;
    private long imageIn;
    private long imageOut;
    private boolean implausible;

    /** Reads the object the reader stands before; anything else is implausible, apart from null. */
    static UsageFigures read(JsonReader json) {
        UsageFigures figures = new UsageFigures();
        Kind kind = json.peek();
        if (!json.enter(Kind.OBJECT)) {
            figures.implausible = kind != Kind.NULL;
            return figures;
        }
        while (json.more()) {
            figures.member(json.name(), json);
        }
        return figures;
    }

    /** A figure cannot be true. */
    boolean implausible() {
        return implausible;
    }

    /** The figures in our buckets; null where there are none, or where they cannot be true. */
    @Nullable
    Usage usage(Quirks quirks) {
        if (implausible || (prompt == ABSENT && completion == ABSENT && total == ABSENT)) {
            return null;
        }
        long in = prompt == ABSENT && completion == ABSENT ? total : Math.max(0, prompt);
        long out = Math.max(0, completion);
        if (cached > in) {
            in += cached + cacheWrite; // a prompt smaller than what was cached of it leaves the cache out
        }
        long outside = Math.max(0, total - in - out);
        if (quirks.usageAddsReasoning() && total == ABSENT) {
            outside = reasoning;
        }
        long thinkingInside = Math.clamp(reasoning - outside, 0, out);
        Left input = new Left(in);
        Left output = new Left(out - thinkingInside);
        long read = input.take(cached);
        long hour = input.take(cacheWrite1h);
        long minutes = input.take(cacheWrite - cacheWrite1h);
        long heard = input.take(audioIn);
        long looked = input.take(imageIn);
        long spoken = output.take(audioOut);
        long drawn = output.take(imageOut);
        return new Usage(
                input.left, read, minutes, hour, output.left, thinkingInside + outside, heard, spoken, looked, drawn);
    }

    private void member(String name, JsonReader json) {
        switch (name) {
            case "prompt_tokens" -> prompt = figure(json, ABSENT);
            case "completion_tokens" -> completion = figure(json, ABSENT);
            case "total_tokens" -> total = figure(json, ABSENT);
            case "prompt_tokens_details", "completion_tokens_details", "cache_creation" -> details(name, json);
            // DeepSeek; Mistral; Together and others; Anthropic's words at Databricks.
            case "prompt_cache_hit_tokens", "num_cached_tokens", "cached_tokens", "cache_read_input_tokens" ->
                cached = Math.max(cached, figure(json, 0));
            case "cache_creation_input_tokens" -> cacheWrite = Math.max(cacheWrite, figure(json, 0));
            // Perplexity names it beside the others, not in the details.
            case "reasoning_tokens" -> reasoning = Math.max(reasoning, figure(json, 0));
            default -> json.skip();
        }
    }

    private void details(String of, JsonReader json) {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        boolean input = of.startsWith("prompt");
        while (json.more()) {
            switch (json.name()) {
                case "cached_tokens" -> cached = Math.max(cached, figure(json, 0));
                case "cache_write_tokens" -> cacheWrite = Math.max(cacheWrite, figure(json, 0));
                case "ephemeral_1h_input_tokens" -> cacheWrite1h = figure(json, 0);
                case "reasoning_tokens" -> reasoning = Math.max(reasoning, figure(json, 0));
                case "audio_tokens" -> {
                    long audio = figure(json, 0);
                    audioIn = input ? audio : audioIn;
                    audioOut = input ? audioOut : audio;
                }
                case "image_tokens" -> {
                    long image = figure(json, 0);
                    imageIn = input ? image : imageIn;
                    imageOut = input ? imageOut : image;
                }
                default -> json.skip();
            }
        }
    }

    private long figure(JsonReader json, long absent) {
        Kind kind = json.peek();
        String written = json.raw();
        if (kind == Kind.NULL) {
            return absent;
        }
        long value = kind == Kind.NUMBER ? whole(written) : -1;
        if (value < 0 || value > Usage.LARGEST) {
            implausible = true;
            return absent;
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

    /** What is left of a sum while its parts are taken out, so that no token is in two buckets. */
    private static final class Left {
        private long left;

        Left(long sum) {
            left = sum;
        }

        long take(long part) {
            long taken = Math.clamp(part, 0, left);
            left -= taken;
            return taken;
        }
    }
}
