package io.sluice.gateway.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What is appended to a provider's base URL for each operation; each begins with a slash and may carry a query.
 *
 * @param complete legacy completions; null where the provider has none
 */
public record Paths(String chat, @Nullable String complete, String embed) {
    /** Refuses what is no path: {@link IllegalArgumentException}. */
    public Paths {
        for (String path : new @Nullable String[] {chat, complete, embed}) {
            if (path != null && (!path.startsWith("/") || !path.chars().allMatch(c -> c > ' ' && c < 127))) {
                throw new IllegalArgumentException(
                        "\"" + path + "\" is no path; write one that begins with a slash and holds no blanks");
            }
        }
    }

    /** OpenAI's own, which nearly every compatible provider has. */
    public static final Paths USUAL = new Paths("/chat/completions", "/completions", "/embeddings");
}
