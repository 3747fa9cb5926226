package io.sluice.gateway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What is appended to a provider's base URL for each operation; each begins with a slash and may carry a query.
 *
 * @param complete legacy completions; null where the provider has none
 */
public record Paths(String chat, @Nullable String complete, String embed) {
    /** OpenAI's own, which nearly every compatible provider has. */
    public static final Paths USUAL = new Paths("/chat/completions", "/completions", "/embeddings");
}
