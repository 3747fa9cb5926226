package io.sluice.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Calls are due at fixed times, whatever the answers do, and their latency counts from when they were due: a pause of
 * the measured process is seen in every call it held up.
 */
final class OpenLoop implements Caller.Pace {
    private final ByteBuf request;
    private final Window window;
    private final EventLoop loop;
    private final long interval;
    private final ArrayDeque<Caller> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    private long due;

    OpenLoop(ByteBuf request, Window window, EventLoop loop, double perSecond) {
        this.request = request;
        this.window = window;
        this.loop = loop;
        this.interval = (long) (1e9 / perSecond);
    }

    /** The first call is due in so many milliseconds, when the connections stand. */
    void beginIn(long millis) {
        due = System.nanoTime() + millis * 1_000_000;
        loop.schedule(this::tick, millis, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        while (due <= now && !window.over()) {
            waiting.add(due);
            due += interval;
        }
        serve();
        if (!window.over()) {
            loop.schedule(this::tick, Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private void serve() {
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            idle.remove().send(request, waiting.remove());
        }
    }

    @Override
    public void connected(Caller caller) {
        idle.add(caller);
    }

    @Override
    public void answered(Caller caller, int status) {
        window.call(status, System.nanoTime() - caller.since());
        if (caller.usable()) {
            idle.add(caller);
        }
        serve();
    }

    @Override
    public void lost(Caller caller) {
        idle.remove(caller);
        window.lost();
    }
}
