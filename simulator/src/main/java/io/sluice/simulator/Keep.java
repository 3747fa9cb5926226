package io.sluice.simulator;

/** What the simulator remembers of the requests it received. */
public enum Keep {
    /** Everything, bodies included: for tests. */
    BODIES,
    /** Method, target and headers; bodies are counted and dropped. */
    HEADS,
    /** Only counts: for benchmarks. */
    NOTHING
}
