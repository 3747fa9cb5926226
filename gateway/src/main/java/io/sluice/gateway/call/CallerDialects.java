package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;

/**
 * The dialects callers speak here.
 *
 * @param gemini Gemini with streams of server-sent events
 * @param geminiArray the same with streams that are one JSON array, which it gives where {@code alt=sse} is not asked for
 */
public record CallerDialects(
        Dialect openAiChat,
        Dialect openAiResponses,
        Dialect anthropic,
        Dialect gemini,
        Dialect geminiArray,
        Dialect bedrock) {}
