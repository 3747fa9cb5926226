package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.HeldBody;
import io.sluice.gateway.call.wire.InboundCall;

/** A request that was answered on its head and is no call: whatever else comes of it is let go. */
enum Ignoring implements InboundCall {
    CALL;

    @Override
    public void body(Bytes piece) {}

    @Override
    public void bodyEnd(HeldBody whole) {
        whole.release();
    }

    @Override
    public void bodyFailed(Failure failure) {}

    @Override
    public void writable(boolean now) {}

    @Override
    public void delivered() {}

    @Override
    public void callerGone() {}
}
