package io.sluice.gateway.app;

import io.sluice.gateway.auth.KeyRegister;
import io.sluice.gateway.store.SqliteKeys;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A data folder in the hands of this process: locked, with its secrets read and its keys in memory. */
final class OwnedFolder implements AutoCloseable {
    private final DataFolder folder;
    private final FolderLock lock;
    private final Secrets secrets;
    private final KeyRegister keys;

    private OwnedFolder(DataFolder folder, FolderLock lock, Secrets secrets, KeyRegister keys) {
        this.folder = folder;
        this.lock = lock;
        this.secrets = secrets;
        this.keys = keys;
    }

    /**
     * Takes a folder that exists, or returns null when another process owns it.
     *
     * @throws CommandFailed where what is in it cannot be used, with what to do
     */
    static @Nullable OwnedFolder tryTake(DataFolder folder, InstantSource clock, SecureRandom random) {
        try {
            FolderLock lock = FolderLock.tryTake(folder);
            return lock == null ? null : open(folder, lock, clock, random);
        } catch (IOException failed) {
            throw CommandFailed.because("cannot use the data folder " + folder.path() + ": " + told(failed));
        }
    }

    private static OwnedFolder open(DataFolder folder, FolderLock lock, InstantSource clock, SecureRandom random)
            throws IOException {
        SqliteKeys store = null;
        try {
            Secrets secrets = Secrets.of(folder, random);
            store = SqliteKeys.open(folder.path());
            var keys = KeyRegister.load(store, secrets.key(Purpose.VIRTUAL_KEYS), clock, random);
            return new OwnedFolder(folder, lock, secrets, keys);
        } catch (IOException | RuntimeException failed) {
            if (store != null) {
                store.close();
            }
            lock.close();
            throw failed;
        }
    }

    DataFolder folder() {
        return folder;
    }

    Secrets secrets() {
        return secrets;
    }

    KeyRegister keys() {
        return keys;
    }

    /** Closes the keys and, last, lets others have the folder. */
    @Override
    public void close() {
        try (lock;
                keys) {
            // closed by leaving, the keys first
        } catch (IOException failed) {
            throw CommandFailed.because("cannot close the data folder " + folder.path() + ": " + told(failed));
        }
    }

    private static String told(IOException failed) {
        String message = failed.getMessage();
        return message == null || failed instanceof FileSystemException ? failed.toString() : message;
    }
}
