package io.sluice.gateway.upstream;

import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.catalog.Clocks;
import org.jspecify.annotations.Nullable;

/** Makes a connection nobody has asked for yet, so that the next call finds one. Tells nobody when it fails. */
final class Warming implements Dialing {
    private final Pool pool;
    private final LoopPools home;
    private final Clocks clocks;
    private final ExchangeClock clock;
    private final Dial dial;
    private Loop.@Nullable Timer end;

    Warming(Pool pool, LoopPools home, ClientParts parts, Clocks clocks) {
        this.pool = pool;
        this.home = home;
        this.clocks = clocks;
        this.clock = new ExchangeClock(clocks, false, parts.settings().writeStall(), home::now);
        this.dial = new Dial(this, pool, home, parts);
    }

    void start() {
        end = home.loop().after(clocks.connect().plus(clocks.tls()), () -> {
            dial.cancel();
            pool.warmed(false);
        });
        dial.start();
    }

    @Override
    public Clocks clocks() {
        return clocks;
    }

    @Override
    public ExchangeClock clock() {
        return clock;
    }

    @Override
    public void dialed(Connection made) {
        over(true);
        made.keep();
    }

    @Override
    public void fail(UpstreamFault fault) {
        over(false);
    }

    private void over(boolean stands) {
        Loop.Timer timer = end;
        if (timer != null) {
            timer.cancel();
        }
        pool.warmed(stands);
    }
}
