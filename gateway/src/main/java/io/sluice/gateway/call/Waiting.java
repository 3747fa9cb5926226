package io.sluice.gateway.call;

import io.sluice.gateway.call.wire.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * A call's work that may block, away from the loop. What it comes to is told on the loop exactly once, also after it was
 * interrupted, so that nobody leaves while it still runs. There may be more than one at a time: the next target's work
 * does not wait for that of a filter whose answer broke off.
 */
final class Waiting {
    private final Loop loop;
    private final ThreadFactory threads;
    private final List<Thread> running = new ArrayList<>(0);

    Waiting(Loop loop, ThreadFactory threads) {
        this.loop = loop;
        this.threads = threads;
    }

    /** What became of the work. */
    sealed interface Result<T> {

        /** It returned this. */
        record Done<T>(T value) implements Result<T> {}

        /** It threw this. */
        record Threw<T>(Throwable cause) implements Result<T> {}
    }

    <T> void start(Callable<T> work, Consumer<Result<T>> back) {
        Thread thread = threads.newThread(() -> {
            Result<T> result = run(work);
            Thread self = Thread.currentThread();
            loop.execute(() -> {
                running.remove(self);
                back.accept(result);
            });
        });
        running.add(thread);
        thread.start();
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

    /** Whether any work has not come back yet. */
    boolean running() {
        return !running.isEmpty();
    }

    /** Asks all work to stop. */
    void interrupt() {
        running.forEach(Thread::interrupt);
    }
}
