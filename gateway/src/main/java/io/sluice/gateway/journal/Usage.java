package io.sluice.gateway.journal;

/**
 * What a call used, in tokens, in buckets of which no two count the same token.
 *
 * @param input fresh input
 * @param cacheRead input read from the provider's cache
 * @param cacheWrite5m input written to the cache for five minutes (or for an unnamed time)
 * @param cacheWrite1h input written to the cache for an hour
 * @param output visible output
 * @param reasoning output the model thought
 * @param audioInput audio in
 * @param audioOutput audio out
 * @param imageInput images in
 * @param imageOutput images out
 */
public record Usage(
        long input,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning,
        long audioInput,
        long audioOutput,
        long imageInput,
        long imageOutput) {}
