package io.sluice.dialects.model;

/** Who speaks in a turn. What tools answered is part of a user's turn, as {@link Block.ToolResult}. */
public enum Role {
    /** The rules of the conversation. */
    SYSTEM,
    /** OpenAI's rules of a second rank; elsewhere the same as {@link #SYSTEM}. */
    DEVELOPER,
    /** The caller's side, tool results included. */
    USER,
    /** The model. */
    ASSISTANT
}
