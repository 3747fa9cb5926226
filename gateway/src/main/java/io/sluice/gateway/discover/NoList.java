package io.sluice.gateway.discover;

/** A provider's list could not be had; the message says why, for people, and names no credential. */
final class NoList extends Exception {
    private static final long serialVersionUID = 1L;

    NoList(String why) {
        super(why);
    }

    /** Why there is none. */
    String why() {
        return String.valueOf(getMessage());
    }
}
