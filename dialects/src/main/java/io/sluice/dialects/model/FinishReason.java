package io.sluice.dialects.model;

/** Why a choice ended, in no dialect's words. */
public enum FinishReason {
    /** The model was done, or met a stop sequence. */
    STOP,
    /** The output cap or the context window was reached. */
    LENGTH,
    /** The model asks for tools to be called. */
    TOOL_CALLS,
    /** The provider's filter ended it. */
    FILTERED,
    /** A reason this version does not know. */
    OTHER
}
