package io.sluice.benchmarks;

import java.util.Locale;

/** The kinds of answers the mock gives, a port each. */
public enum Kind {
    /** 1 KB at once. */
    SMALL,
    /** 1 KB at once, of a model that Sluice has two targets for. */
    ROUTED,
    /** 10 KB at once. */
    LARGE,
    /** 1 KB at once, as Anthropic writes it. */
    MESSAGE,
    /** A whole stream at once. */
    BURST,
    /** A stream of 1 KB at once. */
    SHORT,
    /** The same as Anthropic writes it. */
    DELTAS,
    /** A stream without end, ten events a second. */
    PACED,
    /** A stream without end, one event a second. */
    HELD,
    /** A stream without end whose caller leaves. */
    GONE,
    /** Answers and streams with faults. */
    SOAK;

    /** How many events a burst has, the end mark included. */
    public static final int BURST_EVENTS = 500;

    /** How many events a short stream has, the end mark included. */
    public static final int SHORT_EVENTS = 8;

    /** The provider's own name of the model that answers so. */
    public String model() {
        return "gpt-" + provider();
    }

    /** What the provider speaks, in Sluice's configuration. */
    public String dialect() {
        return switch (this) {
            case MESSAGE, DELTAS -> "anthropic";
            case SMALL, ROUTED, LARGE, BURST, SHORT, PACED, HELD, GONE, SOAK -> "openai-chat";
        };
    }

    /** The name of the provider in Sluice's configuration. */
    public String provider() {
        return name().toLowerCase(Locale.ROOT);
    }
}
