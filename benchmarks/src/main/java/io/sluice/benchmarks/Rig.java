package io.sluice.benchmarks;

import io.sluice.benchmarks.load.Load;
import io.sluice.benchmarks.mock.Mock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What every measurement needs: the upstream and the load, each a process, and a folder for what is written. */
final class Rig implements AutoCloseable {
    private final Cores cores;
    private final Path folder;
    private final Child mock;
    private final Child load;
    private final Map<Kind, Integer> ports = new EnumMap<>(Kind.class);

    Rig() {
        this.cores = Cores.of(Runtime.getRuntime().availableProcessors());
        try {
            this.folder = Files.createTempDirectory("sluice-bench");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        this.mock = Child.java(cores.mock(), Mock.class, folder.resolve("mock.err"));
        this.load = Child.java(cores.load(), Load.class, folder.resolve("load.err"));
        Facts told = Facts.read(mock.line());
        for (Kind kind : Kind.values()) {
            ports.put(kind, told.whole(kind.provider()));
        }
    }

    Cores cores() {
        return cores;
    }

    Path folder() {
        return folder;
    }

    /** The upstream's port for each kind of answer. */
    Map<Kind, Integer> ports() {
        return ports;
    }

    /** The upstream itself, without anything between. */
    Entrant direct() {
        return new Entrant("direct", ports, false, "", null);
    }

    /** Lets the load do it and waits for what it saw. */
    Facts run(Entrant entrant, Kind kind, String order) {
        begin(entrant, kind, order);
        return end();
    }

    /** Lets the load begin. */
    void begin(Entrant entrant, Kind kind, String order) {
        load.tell(order + " " + entrant.address(kind) + " watch=mock:" + pids(mock) + ",load:" + pids(load)
                + entrant.watched());
    }

    /** Waits for what the load saw. */
    Facts end() {
        Facts seen = Facts.read(load.line());
        if (seen.values().containsKey("failed")) {
            throw new IllegalStateException("the load failed: " + seen.text("failed"));
        }
        return seen;
    }

    /** When the mock saw the next caller leave, nanoseconds. */
    long nextLeft() {
        return Long.parseLong(Facts.read(mock.line()).text("left"));
    }

    private static String pids(Child child) {
        return child.pids().stream().map(String::valueOf).collect(Collectors.joining("+"));
    }

    @Override
    public void close() {
        load.close();
        mock.close();
    }
}
