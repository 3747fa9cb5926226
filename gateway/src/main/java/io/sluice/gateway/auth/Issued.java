package io.sluice.gateway.auth;

import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.config.Secret;

/** What came of the wish for a new key. */
public sealed interface Issued {

    /**
     * It is made, stored, and works.
     *
     * @param key what everyone may know of it
     * @param secret what its holder sends; it cannot be had again
     */
    record Made(VirtualKey key, Secret secret) implements Issued {}

    /**
     * Not made: a live key has this name.
     *
     * @param holder that key
     */
    record NameTaken(StoredKey holder) implements Issued {}
}
