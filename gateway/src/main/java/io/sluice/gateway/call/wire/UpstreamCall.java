package io.sluice.gateway.call.wire;

/** A request under way to an upstream. Used on its loop only. */
public interface UpstreamCall {

    /** Stops or goes on reading the answer: back-pressure from the caller. Stalls are not counted while paused. */
    void pause(boolean paused);

    /** Gives up: the connection is closed at once and the listener hears nothing more. Does nothing after the end. */
    void cancel();
}
