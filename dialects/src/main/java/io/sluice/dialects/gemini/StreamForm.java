package io.sluice.dialects.gemini;

/** How a caller wants its stream: the query says {@code alt=sse} or it does not. */
public enum StreamForm {
    /** Server-sent events. */
    SSE,
    /** One JSON array, its elements as they come. */
    ARRAY
}
