package io.sluice.gateway.call.wire;

import io.sluice.dialects.json.Bytes;

/** A request body held whole for as long as its call lives; whoever owns it releases it exactly once. */
public interface HeldBody {

    /** The whole body; valid until {@link #release}. */
    Bytes bytes();

    /** Gives the memory back. */
    void release();
}
