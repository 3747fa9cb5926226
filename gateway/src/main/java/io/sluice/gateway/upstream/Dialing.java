package io.sluice.gateway.upstream;

import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.catalog.Clocks;

/** Who a connection is made for. */
interface Dialing {
    /** How long its steps may take. */
    Clocks clocks();

    /** Told which step it is in. */
    ExchangeClock clock();

    /** It stands. */
    void dialed(Connection made);

    /** There is none. */
    void fail(UpstreamFault fault);
}
