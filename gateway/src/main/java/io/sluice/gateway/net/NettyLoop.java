package io.sluice.gateway.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.sluice.gateway.call.wire.Loop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A Netty event loop as the loop of calls. */
public record NettyLoop(EventLoop eventLoop, int index) implements Loop {

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
