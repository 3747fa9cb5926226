package io.sluice.dialects;

/** What a call asks for; the list of models is answered by the gateway and is none of these. */
public enum Operation {
    /** An answer in a conversation. */
    CHAT,
    /** A text continued (OpenAI's legacy completions). */
    COMPLETE,
    /** Vectors for texts. */
    EMBED,
    /** How many tokens a conversation has; no model answers it. */
    COUNT
}
