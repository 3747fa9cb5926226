package io.sluice.gateway.app;

import java.util.concurrent.CountDownLatch;

/** A gateway from its start to the signal that ends it: SIGTERM and SIGINT drain it, SIGHUP has it read its file again. */
final class Running {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Gateway gateway;
    private final Runnable reload;

    Running(Gateway gateway, Runnable reload) {
        this.gateway = gateway;
        this.reload = reload;
    }

    /** Returns when a signal said stop and every running call has ended, or the drain's deadline has passed. */
    void untilStopped() {
        Signals.handle("TERM", stopped::countDown);
        Signals.handle("INT", stopped::countDown);
        Signals.handle("HUP", reload);
        try {
            stopped.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        gateway.drain();
    }
}
