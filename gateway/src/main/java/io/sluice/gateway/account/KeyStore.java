package io.sluice.gateway.account;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Where keys outlive the process. What a method changed is on the disk when it returns.
 *
 * <p>Blocks, and is used by one thread at a time; the data path never asks it.
 */
public interface KeyStore extends AutoCloseable {

    /** Every key ever made, revoked and expired ones too, oldest first. */
    List<StoredKey> all() throws IOException;

    /** Adds a key whose id and fingerprint are new. */
    void add(StoredKey key) throws IOException;

    /** Marks a key as taken back; the first time it is said counts. */
    void revoke(String id, Instant when) throws IOException;

    @Override
    void close() throws IOException;
}
