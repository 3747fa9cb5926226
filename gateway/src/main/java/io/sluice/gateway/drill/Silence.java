package io.sluice.gateway.drill;

import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Silence until a clock runs out, and then its fault; also at once where the drill ends before, as nobody should wait for
 * what is over. On the loop of its call, but for {@link #letGo}.
 */
final class Silence implements UpstreamCall {
    private final Drill drill;
    private final Loop loop;
    private final UpstreamListener listener;
    private final Clock clock;
    private Loop.@Nullable Timer timer;
    private boolean over;

    /**
     * The clock it waits for.
     *
     * @param stands whether it stands still while the caller takes nothing
     */
    record Clock(Duration most, UpstreamFault fault, boolean stands) {}

    private Silence(Drill drill, Loop loop, UpstreamListener listener, Clock clock) {
        this.drill = drill;
        this.loop = loop;
        this.listener = listener;
        this.clock = clock;
    }

    static Silence begin(Drill drill, Loop loop, UpstreamListener listener, Clock clock) {
        Silence waiting = new Silence(drill, loop, listener, clock);
        waiting.run();
        drill.hold(waiting);
        return waiting;
    }

    private void run() {
        timer = loop.after(clock.most, this::expire);
    }

    /** From any thread. */
    void letGo() {
        loop.execute(this::expire);
    }

    private void expire() {
        if (!over) {
            end();
            listener.failed(clock.fault);
        }
    }

    @Override
    public void pause(boolean paused) {
        if (!over && clock.stands) {
            stop();
            if (!paused) {
                run();
            }
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            end();
        }
    }

    private void end() {
        over = true;
        stop();
        drill.release(this);
    }

    private void stop() {
        Loop.Timer running = timer;
        timer = null;
        if (running != null) {
            running.cancel();
        }
    }
}
