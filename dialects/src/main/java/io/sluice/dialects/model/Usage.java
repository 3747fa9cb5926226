package io.sluice.dialects.model;

/**
 * What a call used, in tokens, in buckets that do not overlap: each token is in exactly one, so prices multiply and add.
 *
 * <p>Dialects turn their own conventions (input with or without cache reads, output with or without reasoning) into
 * this one on reading. Figures that cannot be true (negative, above {@link #LARGEST}, not a number) never become a
 * {@code Usage}: the reader says "implausible" instead.
 *
 * @param input fresh text input, neither read from nor written to a cache
 * @param cacheRead input read from the provider's prompt cache
 * @param cacheWrite5m input written to the prompt cache for minutes (or for the provider's only lifetime)
 * @param cacheWrite1h input written to the prompt cache for an hour
 * @param output visible text output, tool calls included
 * @param reasoning output spent on thinking
 * @param audioIn audio input
 * @param audioOut audio output
 * @param imageIn image input, where the provider counts it apart
 * @param imageOut image output, where the provider counts it apart
 */
public record Usage(
        long input,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning,
        long audioIn,
        long audioOut,
        long imageIn,
        long imageOut) {
    /** No provider counts more than this in one call; what is above it is an error of theirs. */
    public static final long LARGEST = 1_000_000_000_000_000L;

    /** Nothing used. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Usage {
        check(input, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning, audioIn, audioOut, imageIn, imageOut);
    }

    /** Every input bucket together. */
    public long totalInput() {
        return input + cacheRead + cacheWrite5m + cacheWrite1h + audioIn + imageIn;
    }

    /** Every output bucket together. */
    public long totalOutput() {
        return output + reasoning + audioOut + imageOut;
    }

    /** Bucket by bucket. */
    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cacheRead + other.cacheRead,
                cacheWrite5m + other.cacheWrite5m,
                cacheWrite1h + other.cacheWrite1h,
                output + other.output,
                reasoning + other.reasoning,
                audioIn + other.audioIn,
                audioOut + other.audioOut,
                imageIn + other.imageIn,
                imageOut + other.imageOut);
    }

    private static void check(long... buckets) {
        for (long bucket : buckets) {
            if (bucket < 0 || bucket > LARGEST) {
                throw new IllegalArgumentException("A usage bucket must be between 0 and 10^15, not " + bucket);
            }
        }
    }
}
