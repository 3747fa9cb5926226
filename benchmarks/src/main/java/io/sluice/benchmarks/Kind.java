package io.sluice.benchmarks;

import java.util.Locale;

/** The kinds of answers the mock gives, a port each. */
public enum Kind {
    /** 1 KB at once. */
    SMALL,
    /** 10 KB at once. */
    LARGE,
    /** A whole stream at once. */
    BURST,
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

    /** The provider's own name of the model that answers so. */
    public String model() {
        return "gpt-" + provider();
    }

    /** The name of the provider in Sluice's configuration. */
    public String provider() {
        return name().toLowerCase(Locale.ROOT);
    }
}
