package io.sluice.gateway.call.wire;

import java.time.Duration;

/** The event loop that owns a call: everything of the call happens on it, one thing after another. */
public interface Loop {

    /** Runs a task on this loop, soon; from any thread. */
    void execute(Runnable task);

    /** Runs a task on this loop after a delay, unless cancelled before. */
    Timer after(Duration delay, Runnable task);

    /** Whether the calling thread is this loop's. */
    boolean inLoop();

    /** Which of the loops this is, from 0; per-loop state (a journal lane, a key's MAC) is found by it. */
    int index();

    /** An array for whoever runs on this loop, free again when its callback returns; always the same one. */
    byte[] scratch();

    /** Something scheduled. */
    interface Timer {

        /** Takes it back; does nothing when it has run. */
        void cancel();
    }
}
