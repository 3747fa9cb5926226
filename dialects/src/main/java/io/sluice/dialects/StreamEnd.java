package io.sluice.dialects;

/** How a stream ended. */
public enum StreamEnd {
    /** All of it came, end mark included where the dialect has one. */
    WHOLE,
    /** The provider ended it with its own error event, which has been passed on. */
    ERROR,
    /** It broke off: the caller needs an error event and no end mark. */
    CUT
}
