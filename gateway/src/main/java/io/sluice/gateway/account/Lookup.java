package io.sluice.gateway.account;

/** What the directory knows of a presented secret. Every answer but {@link Known} is a refusal. */
public sealed interface Lookup {

    /**
     * The secret belongs to a key that works now.
     *
     * @param key that key
     */
    record Known(VirtualKey key) implements Lookup {}

    /** No key was ever made with this secret, or it is not shaped like one of ours. */
    record Unknown() implements Lookup {}

    /**
     * The key was taken back.
     *
     * @param key the key as it was
     */
    record Revoked(VirtualKey key) implements Lookup {}

    /**
     * The key's time is over.
     *
     * @param key the key as it was
     */
    record Expired(VirtualKey key) implements Lookup {}
}
