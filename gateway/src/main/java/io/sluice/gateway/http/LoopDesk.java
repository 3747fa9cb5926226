package io.sluice.gateway.http;

import io.sluice.gateway.net.NettyLoop;
import java.time.Duration;

/**
 * What the connections of one loop share.
 *
 * @param loop the loop
 * @param sweeper looks at their clocks
 * @param heads writes their response heads
 * @param date the date of their answers
 */
record LoopDesk(NettyLoop loop, Sweeper sweeper, HeadWriter heads, DateLine date) {

    /** A desk for this loop. */
    static LoopDesk on(NettyLoop loop, Duration sweep, HttpListener.Surroundings around) {
        DateLine date = new DateLine(around.clock());
        return new LoopDesk(loop, new Sweeper(loop, sweep, around.nanos()), new HeadWriter(date), date);
    }
}
