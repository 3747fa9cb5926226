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

    boolean exists() {
        return Files.isDirectory(path);
    }

    /**
     * Makes the folder, for its owner only, where it is missing.
     *
     * @throws CommandFailed where it cannot be made
     */
    void make() {
        if (exists()) {
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
