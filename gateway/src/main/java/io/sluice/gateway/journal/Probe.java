package io.sluice.gateway.journal;

/** Told when a record reaches a point of its life; does nothing but in tests of crashes. */
@FunctionalInterface
public interface Probe {
    /** Nobody looks. */
    Probe NONE = point -> {};

    /** Called on the thread that got there. */
    void reached(Point point);
}
