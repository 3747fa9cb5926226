package io.sluice.gateway.call.wire;

/** Sends requests to providers; one pool of connections per loop and origin behind it. */
public interface Upstreams {

    /** Sends a request from this loop; everything is told to the listener on the same loop, never before this returns. */
    UpstreamCall send(UpstreamRequest request, Loop loop, UpstreamListener listener);
}
