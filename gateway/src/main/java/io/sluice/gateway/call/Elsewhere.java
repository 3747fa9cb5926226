package io.sluice.gateway.call;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Work of a call that must not hold up its loop: what blocks, and computing that grows with what a caller or a provider sent. */
interface Elsewhere {
    /** From so many bytes on, reading, translating and hashing a document is long. */
    int LONG = 64 << 10;

    /**
     * Runs work that may block. Its value is handed over on the loop, unless the caller left; what it throws ends the call
     * as an internal failure.
     */
    <T> void await(Callable<T> work, Consumer<T> then);

    /** Runs work that only computes, on a document of so many bytes: here at once where that is short. */
    default <T> void longWork(long bytes, Supplier<T> work, Consumer<T> then) {
        if (bytes <= LONG) {
            then.accept(work.get());
        } else {
            await(work::get, then);
        }
    }
}
