package io.sluice.gateway.auth;

import io.sluice.gateway.account.KeyStore;
import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.config.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.SecretKey;

/**
 * Makes, lists and revokes keys: every change is on the disk first, then in memory, and in force when a method returns.
 *
 * <p>Safe from any platform thread; one change at a time. Blocks on the store, so never for an event loop.
 */
public final class KeyRegister implements AutoCloseable {
    static final String ID_PREFIX = "key_";
    private static final int ID_LETTERS = 12;

    private final ReentrantLock turn = new ReentrantLock();
    private final KeyStore store;
    private final KeyDirectory directory;
    private final InstantSource clock;
    private final SecureRandom random;

    private KeyRegister(KeyStore store, KeyDirectory directory, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.directory = directory;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Reads every key of the store into memory.
     *
     * @param macKey the key of the fingerprints in that store
     */
    public static KeyRegister load(KeyStore store, SecretKey macKey, InstantSource clock, SecureRandom random)
            throws IOException {
        return new KeyRegister(store, new KeyDirectory(macKey, clock, store.all()), clock, random);
    }

    /** The keys as event loops see them; follows every change made here. */
    public KeyDirectory directory() {
        return directory;
    }

    /** Makes a key, unless a live one has the name. */
    public Issued create(KeyWish wish) throws IOException {
        turn.lock();
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            for (StoredKey known : directory.all()) {
                if (known.live(now) && known.key().name().equals(wish.name())) {
                    return new Issued.NameTaken(known);
                }
            }
            String secret = KeyText.fresh(random);
            Instant expires = wish.lifetime() == null ? null : now.plus(wish.lifetime());
            var key = new VirtualKey(freshId(), wish.name(), wish.models(), now, expires);
            var stored = new StoredKey(key, directory.fingerprint(secret), null);
            store.add(stored);
            directory.put(stored);
            return new Issued.Made(key, new Secret(secret));
        } finally {
            turn.unlock();
        }
    }

    /** Every key, newest first. */
    public List<StoredKey> list() {
        return directory.all().stream()
                .sorted(Comparator.comparing((StoredKey known) -> known.key().created())
                        .thenComparing(known -> known.key().id())
                        .reversed())
                .toList();
    }

    /** Takes back the key of this id, or the live key of this name. */
    public Revocation revoke(String nameOrId) throws IOException {
        turn.lock();
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            List<StoredKey> named = named(nameOrId);
            List<StoredKey> live =
                    named.stream().filter(known -> known.live(now)).toList();
            List<StoredKey> open =
                    named.stream().filter(known -> known.revoked() == null).toList();
            if (named.isEmpty()) {
                return new Revocation.NoSuchKey();
            }
            if (open.isEmpty()) {
                return new Revocation.Already(named.getFirst());
            }
            if (live.isEmpty() && open.size() > 1) {
                return new Revocation.Ambiguous(open);
            }
            return revoke(live.isEmpty() ? open.getFirst() : live.getFirst(), now);
        } finally {
            turn.unlock();
        }
    }

    /** Closes the store, after a change under way has ended. */
    @Override
    public void close() throws IOException {
        turn.lock();
        try {
            store.close();
        } finally {
            turn.unlock();
        }
    }

    private Revocation revoke(StoredKey known, Instant now) throws IOException {
        store.revoke(known.key().id(), now);
        directory.put(known.revoked(now));
        return new Revocation.Done(known.key());
    }

    private List<StoredKey> named(String nameOrId) {
        return list().stream()
                .filter(known ->
                        known.key().name().equals(nameOrId) || known.key().id().equals(nameOrId))
                .toList();
    }

    private String freshId() {
        var id = new StringBuilder(ID_PREFIX);
        KeyText.letters(id, ID_LETTERS, random);
        return id.toString();
    }
}
