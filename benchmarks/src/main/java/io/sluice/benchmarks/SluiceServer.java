package io.sluice.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sluice as its launcher starts it.
 *
 * @param name of its files
 * @param on whether callers need a key and leave a record
 * @param environment of the launcher, beside the run's own
 */
record SluiceServer(String name, boolean on, Map<String, String> environment) {
    private static final Path LAUNCHER = Path.of("sluice").toAbsolutePath();

    SluiceServer(String name, boolean on) {
        this(name, on, Map.of());
    }

    /** A running one: its process, where it listens, its key. */
    record Running(Child server, int port, String key) {

        Entrant entrant(String name, boolean alias) {
            Map<Kind, Integer> ports = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                ports.put(kind, port);
            }
            return new Entrant(name, ports, alias, key, server);
        }
    }

    /** What it is started with: made before its time counts. */
    record Prepared(Path file, int port, String key) {}

    /** Starts it and waits until it listens. */
    Running start(Rig rig) {
        Prepared prepared = prepare(rig);
        Running running = exec(rig, prepared);
        Ports.await(prepared.port(), running.server());
        return running;
    }

    /** Writes its configuration and makes its key. */
    Prepared prepare(Rig rig) {
        int port = Ports.free();
        Path folder = rig.folder().resolve(name + "-" + port);
        Path file = folder.resolve("sluice.yaml");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, configuration(rig, port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Prepared(file, port, on ? key(rig, file) : "");
    }

    /** Starts it. */
    Running exec(Rig rig, Prepared prepared) {
        Child server = Child.start(
                rig.cores().measured(),
                List.of(
                        LAUNCHER.toString(),
                        "start",
                        "--config",
                        prepared.file().toString()),
                environment,
                rig.folder().resolve(name + ".err"));
        return new Running(server, prepared.port(), prepared.key());
    }

    private String key(Rig rig, Path file) {
        try (Child maker = Child.start(
                rig.cores().measured(),
                List.of(LAUNCHER.toString(), "key", "create", "--name", "bench", "--config", file.toString()),
                environment,
                rig.folder().resolve(name + ".err"))) {
            String line = maker.line();
            // Options of the JVM may make it say something first.
            while (!line.startsWith("sk-")) {
                line = maker.line();
            }
            return line.strip();
        }
    }

    private String configuration(Rig rig, int port) {
        StringBuilder text = new StringBuilder("listen: 127.0.0.1:" + port + "\nadmin: 127.0.0.1:" + Ports.free()
                + "\ndata: data\nmetrics: open\nauth: " + (on ? "keys" : "none") + "\nrecord: "
                + (on ? "calls" : "none")
                + "\nlimits: { connections: 20000, connections-per-address: 20000, calls: 20000 }\nproviders:\n");
        rig.ports()
                .forEach((kind, upstream) -> text.append("  ")
                        .append(kind.provider())
                        .append(": { dialect: ")
                        .append(kind.dialect())
                        .append(", url: \"http://127.0.0.1:")
                        .append(upstream)
                        .append("/v1\", key: mock-key }\n"));
        text.append("models:\n");
        Map<String, Kind> names = new HashMap<>();
        for (Kind kind : rig.ports().keySet()) {
            names.put(kind.model(), kind);
            names.put(Entrant.alias(kind), kind);
        }
        names.forEach((asked, kind) ->
                text.append("  ").append(asked).append(": ").append(route(kind)).append('\n'));
        return text.toString();
    }

    private static String route(Kind kind) {
        String target = kind.provider() + "/" + kind.model();
        return kind == Kind.ROUTED
                ? "{ first: [" + target + ", " + Kind.SMALL.provider() + "/" + Kind.SMALL.model() + "] }"
                : target;
    }
}
