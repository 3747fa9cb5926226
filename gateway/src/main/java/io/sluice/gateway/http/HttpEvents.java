package io.sluice.gateway.http;

/** What a listener tells to whoever counts. Called on the loops; must not block. */
public interface HttpEvents {

    /** Nobody counts. */
    HttpEvents NONE = new HttpEvents() {};

    /** A connection was accepted. */
    default void connectionOpened() {}

    /** A connection that was opened is closed. */
    default void connectionClosed() {}

    /** A connection was turned away at the door: too many of all, or of its address. */
    default void connectionRefused() {}

    /** A connection was ended for a flood of HTTP/2 frames that cost much and ask for nothing. */
    default void connectionFlooded() {}

    /** A request was refused before any call was opened for it; the code is one of a closed set, fit for a label. */
    default void requestRefused(String code) {}
}
