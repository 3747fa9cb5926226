package io.sluice.benchmarks.load;

import io.netty.buffer.ByteBuf;

/** Every connection sends its next call when the one before is answered. */
final class ClosedLoop implements Caller.Pace {
    private final ByteBuf request;
    private final Window window;

    ClosedLoop(ByteBuf request, Window window) {
        this.request = request;
        this.window = window;
    }

    @Override
    public void connected(Caller caller) {
        caller.send(request, System.nanoTime());
    }

    @Override
    public void answered(Caller caller, int status) {
        long now = System.nanoTime();
        window.call(status, now - caller.since());
        if (!window.over() && caller.usable()) {
            caller.send(request, now);
        }
    }

    @Override
    public void lost(Caller caller) {
        window.lost();
    }
}
