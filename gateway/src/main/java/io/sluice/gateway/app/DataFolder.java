package io.sluice.gateway.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder that holds everything a gateway keeps. One process owns it at a time.
 *
 * @param path where it is
 */
record DataFolder(Path path) {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Held by the owner, with its process id in it. */
    Path lock() {
        return path.resolve("lock");
    }

    /** Where the owner answers other commands. */
    Path socket() {
        return path.resolve("sluice.sock");
    }

    /** Pepper and key-encryption key. */
    Path secrets() {
        return path.resolve("secrets");
    }

    /** The admin key, unless the environment has it. */
    Path adminKey() {
        return path.resolve("admin-key");
    }

    /** The record of calls. */
    Path calls() {
        return path.resolve("calls.db");
    }

    /** The user's own catalog, made by {@code sluice catalog refresh}. */
    Path catalog() {
        return path.resolve("catalog");
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    /**
     * Makes the folder, for its owner only, where it is missing.
     *
     * @throws CommandFailed where it cannot be made, or is there and every user of the machine may write to it
     */
    void make() {
        if (exists()) {
            requireOwn();
            return;
        }
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path, OWNER_ONLY);
        } catch (IOException failed) {
            throw CommandFailed.because(
                    "cannot make the data folder " + path + " (" + failed + "); name another with --data");
        }
    }

    /** Who may write to a folder may replace every file in it, secrets included. */
    private void requireOwn() {
        try {
            if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw CommandFailed.because("every user of this machine may write to the data folder " + path
                        + "; close it with: chmod 700 " + path + " (and see that all in it is yours)");
            }
        } catch (IOException failed) {
            throw CommandFailed.because("cannot look at the data folder " + path + " (" + failed + ")");
        }
    }

    /** Its mode as `ls` writes it. */
    String mode() {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException failed) {
            return "unknown";
        }
    }

    /**
     * Holds a command to a folder that is there already.
     *
     * @throws CommandFailed where there is none
     */
    void mustExist() {
        if (!exists()) {
            throw CommandFailed.because("there is no data folder " + path
                    + "; sluice start makes one, or name another with --data or --config");
        }
    }
}
