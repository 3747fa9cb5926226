package io.sluice.dialects.model;

import org.jspecify.annotations.Nullable;

/**
 * How much the model is to think and what of it is to be shown; null where the caller did not say.
 *
 * @param mode whether it thinks at all
 * @param effort in words
 * @param budget tokens for thinking at most
 * @param shown which form of it the caller wants to see
 */
public record Reasoning(
        @Nullable Mode mode,
        @Nullable Effort effort,
        @Nullable Long budget,
        @Nullable Shown shown) {
    /** Nothing said. */
    public static final Reasoning NONE = new Reasoning(null, null, null, null);

    /** Whether the model thinks. */
    public enum Mode {
        /** It does not. */
        OFF,
        /** It does. */
        ON,
        /** As it sees fit. */
        ADAPTIVE
    }

    /** How much, in the words of those who have words for it. */
    public enum Effort {
        /** Not at all. */
        NONE,
        /** As little as possible. */
        MINIMAL,
        /** A little. */
        LOW,
        /** The usual. */
        MEDIUM,
        /** Much. */
        HIGH,
        /** Very much. */
        XHIGH,
        /** As much as possible. */
        MAX
    }

    /** What the caller is to see of it. */
    public enum Shown {
        /** Nothing. */
        OMITTED,
        /** Whatever form the provider has. */
        AUTO,
        /** A short summary. */
        CONCISE,
        /** A long summary. */
        DETAILED
    }
}
