package io.sluice.simulator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the answer to one request. */
final class Fate {

    private final AtomicLong sent = new AtomicLong();
    private final CompletableFuture<Long> callerLeft = new CompletableFuture<>();

    void sent(long bytes) {
        sent.addAndGet(bytes);
    }

    long sent() {
        return sent.get();
    }

    void left(long nanos) {
        callerLeft.complete(nanos);
    }

    void answered() {
        callerLeft.completeExceptionally(new IllegalStateException(
                "the answer was finished (" + sent + " bytes), so the caller did not leave before its end"));
    }

    CompletableFuture<Long> callerLeft() {
        return callerLeft;
    }
}
