package io.sluice.gateway.call;

/** What a stage wants of an attempt's reply. Fixed before the upstream is called. */
public sealed interface Tap {

    /** Nothing. */
    Tap NONE = new None();

    /** Nothing. */
    record None() implements Tap {}

    /** Sees every frame on its way to the caller; raw frames stay raw. */
    record Watch(Watcher watcher) implements Tap {}

    /** Asks for events and decides about each. */
    record Filter(EventFilter filter) implements Tap {}

    /** Looks at frames. */
    @FunctionalInterface
    interface Watcher {

        /** A frame about to be written; a raw frame's bytes die when this returns. */
        void frame(Frame frame);
    }
}
