package io.sluice.gateway.app;

import java.util.concurrent.CountDownLatch;

/**
 * A gateway from its start to the signal that ends it: SIGTERM and SIGINT drain it, a second one cuts what still runs,
 * SIGHUP has it read its file again.
 */
final class Running {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Gateway gateway;

    /** Listens to signals from now on, so that one that comes early is not lost. */
    Running(Gateway gateway, Runnable reload) {
        this.gateway = gateway;
        Signals.handle("TERM", this::stop);
        Signals.handle("INT", this::stop);
        Signals.handle("HUP", reload);
    }

    private void stop() {
        if (stopped.getCount() == 0) {
            gateway.cut();
        }
        stopped.countDown();
    }

    /** Returns when a signal said stop and every running call has ended, or the drain's deadline has passed. */
    void untilStopped() {
        try {
            stopped.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        gateway.drain();
    }
}
