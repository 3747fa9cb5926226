package io.sluice.gateway.call.wire;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.Failure;

/** What the caller's end tells a call. All of it arrives on the call's loop. */
public interface InboundCall {

    /** A piece of the request body, in order; the window dies when this returns (the link holds the bytes for {@link #bodyEnd}). */
    void body(Bytes piece);

    /** The body is complete; the call owns it from here on and releases it. Also told, with an empty body, where there is none. */
    void bodyEnd(HeldBody whole);

    /** The body cannot be had: too large, framed wrongly, too slow. The link has released what it held. */
    void bodyFailed(Failure failure);

    /** Whether the caller takes more; told at each change. */
    void writable(boolean now);

    /** The last byte of an ended answer has left towards the caller. */
    void delivered();

    /** The caller is gone: closed, reset, or cut by us. Told at most once, never after {@link #delivered}. */
    void callerGone();
}
