package io.sluice.gateway.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A virtual key as a store keeps it.
 *
 * @param key what everyone may know of it
 * @param fingerprint what its secret is recognised by
 * @param revoked when it was taken back, or null
 */
public record StoredKey(
        VirtualKey key, Fingerprint fingerprint, @Nullable Instant revoked) {

    /** Whether it works at {@code now}: neither taken back nor expired. */
    public boolean live(Instant now) {
        return revoked == null && !key.expired(now);
    }

    /** The same key, taken back. */
    public StoredKey revoked(Instant when) {
        return new StoredKey(key, fingerprint, when);
    }
}
