package io.sluice.gateway.auth;

import io.sluice.gateway.account.Directory;
import io.sluice.gateway.account.Fingerprint;
import io.sluice.gateway.account.Lookup;
import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.account.VirtualKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Every key, in memory: what the event loops ask instead of a store.
 *
 * <p>Loops read it while others write; a change is seen by the next question. Presented secrets are not cached: a
 * fingerprint costs about 0.6 us, and a cache would hold secrets and could outlive a revocation.
 */
public final class KeyDirectory {
    private final ConcurrentMap<Fingerprint, StoredKey> keys = new ConcurrentHashMap<>();
    private final SecretKey macKey;
    private final InstantSource clock;

    /**
     * A directory that knows these keys.
     *
     * @param macKey the key of the fingerprints
     * @param clock tells which keys have expired
     */
    public KeyDirectory(SecretKey macKey, InstantSource clock, Collection<StoredKey> known) {
        this.macKey = macKey;
        this.clock = clock;
        known.forEach(this::put);
    }

    /** A view for one event loop, to be asked on that loop only. */
    public Directory forLoop() {
        return new View(new KeyMac(macKey));
    }

    /** The key that works now and has that name, or that id; null where there is none. On any thread. */
    public @Nullable VirtualKey working(String nameOrId) {
        return keys.values().stream()
                .filter(known -> known.live(clock.instant()))
                .map(StoredKey::key)
                .filter(key -> key.name().equals(nameOrId) || key.id().equals(nameOrId))
                .findFirst()
                .orElse(null);
    }

    /** Every key that works now, in no order. */
    public List<VirtualKey> live() {
        Instant now = clock.instant();
        return keys.values().stream()
                .filter(known -> known.live(now))
                .map(StoredKey::key)
                .toList();
    }

    /** Adds a key, or replaces what is known of it. */
    void put(StoredKey key) {
        keys.put(key.fingerprint(), key);
    }

    /** Every key, in no order. */
    Collection<StoredKey> all() {
        return List.copyOf(keys.values());
    }

    /** The fingerprint of a new secret; for makers of keys, on any thread. */
    Fingerprint fingerprint(String secret) {
        return new KeyMac(macKey).of(secret);
    }

    private Lookup find(String presented, KeyMac mac) {
        if (!KeyText.plausible(presented)) {
            return new Lookup.Unknown();
        }
        StoredKey found = keys.get(mac.of(presented));
        if (found == null) {
            return new Lookup.Unknown();
        }
        if (found.revoked() != null) {
            return new Lookup.Revoked(found.key());
        }
        return found.key().expired(clock.instant()) ? new Lookup.Expired(found.key()) : new Lookup.Known(found.key());
    }

    private final class View implements Directory {
        private final KeyMac mac;

        private View(KeyMac mac) {
            this.mac = mac;
        }

        @Override
        public Lookup find(String presented) {
            return KeyDirectory.this.find(presented, mac);
        }
    }
}
