package io.sluice.gateway.catalog;

/** What is appended to a provider's base URL for each operation; each begins with a slash and may carry a query. */
public record Paths(String chat, String complete, String embed) {
    /** OpenAI's own, which nearly every compatible provider has. */
    public static final Paths USUAL = new Paths("/chat/completions", "/completions", "/embeddings");
}
