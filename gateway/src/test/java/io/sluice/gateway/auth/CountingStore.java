package io.sluice.gateway.auth;

import io.sluice.gateway.account.KeyStore;
import io.sluice.gateway.account.StoredKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Passes everything on to a real store and counts how often it was asked. */
final class CountingStore implements KeyStore {
    private final KeyStore store;
    private int asked;

    CountingStore(KeyStore store) {
        this.store = store;
    }

    int asked() {
        return asked;
    }

    @Override
    public List<StoredKey> all() throws IOException {
        asked++;
        return store.all();
    }

    @Override
    public void add(StoredKey key) throws IOException {
        asked++;
        store.add(key);
    }

    @Override
    public void revoke(String id, Instant when) throws IOException {
        asked++;
        store.revoke(id, when);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
