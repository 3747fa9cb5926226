package io.sluice.gateway.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.sluice.gateway.call.wire.Loop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A Netty event loop as the loop of calls. */
public final class NettyLoop implements Loop {
    // Small enough to stay in the first cache, large enough that the copies are few.
    private static final int SCRATCH = 16 << 10;

    private final EventLoop eventLoop;
    private final int index;
    private final byte[] scratch = new byte[SCRATCH];

    /** The loop of that number. */
    public NettyLoop(EventLoop eventLoop, int index) {
        this.eventLoop = eventLoop;
        this.index = index;
    }

    /** Netty's side of it. */
    public EventLoop eventLoop() {
        return eventLoop;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public byte[] scratch() {
        return scratch;
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled = eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }
}
