package io.sluice.gateway.app;

import sun.misc.Signal;

/**
 * The way to a signal of the operating system, for which the JDK has no other API.
 */
final class Signals {
    private Signals() {}

    /** Runs an action, on a thread of its own, whenever the signal comes: {@code TERM}, {@code INT}, {@code HUP}. */
    static void handle(String name, Runnable action) {
        Signal.handle(new Signal(name), _ -> action.run());
    }
}
