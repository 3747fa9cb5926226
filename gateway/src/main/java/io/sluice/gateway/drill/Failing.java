package io.sluice.gateway.drill;

import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamListener;

/** A request that fails at once. */
final class Failing implements UpstreamCall {
    private boolean over;

    private Failing() {}

    /** Fails on that loop, soon. */
    static Failing begin(Loop loop, UpstreamListener listener, UpstreamFault fault) {
        Failing failing = new Failing();
        loop.execute(() -> {
            if (!failing.over) {
                failing.over = true;
                listener.failed(fault);
            }
        });
        return failing;
    }

    @Override
    public void pause(boolean paused) {}

    @Override
    public void cancel() {
        over = true;
    }
}
