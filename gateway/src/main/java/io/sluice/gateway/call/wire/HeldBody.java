package io.sluice.gateway.call.wire;

import io.sluice.dialects.json.Bytes;

/** A request body held whole for as long as its call lives; whoever owns it releases it exactly once. */
public interface HeldBody {

    /** One on the heap, of which nothing has to be given back. */
    static HeldBody onHeap(Bytes bytes) {
        return new OnHeap(bytes);
    }

    /** Bytes that the collector takes. */
    record OnHeap(Bytes bytes) implements HeldBody {
        @Override
        public void release() {}
    }

    /** The whole body; valid until {@link #release}. */
    Bytes bytes();

    /** Gives the memory back. */
    void release();
}
