package io.sluice.gateway.app;

import io.sluice.gateway.config.ConfigProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration again when its file changes, or when it is asked to.
 *
 * <p>A good file is handed on as a new snapshot; a bad one is told and changes nothing. The file is looked at, not
 * listened to: that sees every way of saving (written in place, renamed over, a link moved) on every file system. A file
 * that is missing for a moment, as some editors leave it, is waited for. Files that <code>${file:...}</code> names are
 * read again only together with this one.
 */
final class SettingsFile implements AutoCloseable {
    private final String name;
    private final Path path;
    private final SettingsReader reader;
    private final Settings.Overrides overrides;
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Configuration running;
    private @Nullable Fingerprint seen;

    /** Who is told of a reading; called on the watching thread or the one that called {@link #reload}. */
    interface Listener {
        /** A good file. Settings named in {@code afterRestart} changed in it too and keep their old value until then. */
        void changed(Configuration configuration, List<String> afterRestart);

        /** A file that cannot be used; what was running goes on. */
        void refused(ConfigProblems problems);
    }

    SettingsFile(Source source, Configuration running, Listener listener) {
        this.name = source.name();
        this.reader = source.reader();
        this.path = source.reader().file(name);
        this.overrides = source.overrides();
        this.running = running;
        this.listener = listener;
        this.seen = fingerprint();
    }

    /** The file as the user named it, and how it was read the first time. */
    record Source(String name, SettingsReader reader, Settings.Overrides overrides) {}

    /** Begins to look at the file, once per interval, on a thread of its own. */
    void watch(Duration interval) {
        Thread.ofPlatform().daemon().name("settings-file").start(() -> {
            try {
                while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    look();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Reads the file if it is another than the last time. */
    synchronized void look() {
        Fingerprint now = fingerprint();
        if (now != null && !now.equals(seen)) {
            reload();
        }
    }

    /** Reads the file now, changed or not. */
    synchronized void reload() {
        seen = fingerprint();
        try {
            Configuration read = reader.read(name, overrides);
            List<String> afterRestart = read.settings().fixedChanges(running.settings());
            running = read.withSettings(read.settings().keepingFixed(running.settings()));
            listener.changed(running, afterRestart);
        } catch (ConfigProblems problems) {
            listener.refused(problems);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private @Nullable Fingerprint fingerprint() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return new Fingerprint(now.lastModifiedTime(), now.size(), now.fileKey());
        } catch (IOException _) {
            return null;
        }
    }

    private record Fingerprint(
            FileTime modified, long size, @Nullable Object key) {}
}
