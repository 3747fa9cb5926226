package io.sluice.gateway.call;

import io.sluice.gateway.call.wire.Loop;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * Work that may block, away from the loop. What it comes to is told on the loop exactly once, also after it was
 * interrupted, so that nobody leaves while it still runs.
 */
final class Waiting {
    private final Thread thread;

    private Waiting(Thread thread) {
        this.thread = thread;
    }

    /** What became of the work. */
    sealed interface Result<T> {

        /** It returned this. */
        record Done<T>(T value) implements Result<T> {}

        /** It threw this. */
        record Threw<T>(Throwable cause) implements Result<T> {}
    }

    static <T> Waiting start(Callable<T> work, Loop loop, ThreadFactory threads, Consumer<Result<T>> back) {
        Thread thread = threads.newThread(() -> {
            Result<T> result = run(work);
            loop.execute(() -> back.accept(result));
        });
        thread.start();
        return new Waiting(thread);
    }

    // Whatever the work throws belongs to the call that asked for it, errors included: the thread has nobody else to
    // tell.
    @SuppressWarnings("CatchingUnchecked")
    private static <T> Result<T> run(Callable<T> work) {
        try {
            return new Result.Done<>(work.call());
        } catch (Throwable thrown) {
            return new Result.Threw<>(thrown);
        }
    }

    /** Asks the work to stop. */
    void interrupt() {
        thread.interrupt();
    }
}
