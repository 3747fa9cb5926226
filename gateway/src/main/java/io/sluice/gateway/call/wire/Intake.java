package io.sluice.gateway.call.wire;

/** Where the server hands over each request head. */
@FunctionalInterface
public interface Intake {

    /**
     * Opens a call. The call may answer through the link before this returns (a refusal on the head alone), may ask for
     * the body at once or later, and is told everything else through what is returned.
     */
    InboundCall open(RequestHead head, CallerLink link, Loop loop);
}
