package io.sluice.gateway.auth;

import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.account.VirtualKey;
import java.util.List;

/** What came of the wish to take a key back. */
public sealed interface Revocation {

    /**
     * It no longer works, from now on.
     *
     * @param key the key
     */
    record Done(VirtualKey key) implements Revocation {}

    /**
     * It was taken back before.
     *
     * @param key the key, with the time that counts
     */
    record Already(StoredKey key) implements Revocation {}

    /** No key has this name or id. */
    record NoSuchKey() implements Revocation {}

    /**
     * Several keys that are not live have this name, so an id is needed.
     *
     * @param keys those keys
     */
    record Ambiguous(List<StoredKey> keys) implements Revocation {}
}
