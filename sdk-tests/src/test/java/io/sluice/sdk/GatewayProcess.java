package io.sluice.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running {@code sluice start} on free ports, with a configuration and a data folder of its own. */
final class GatewayProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 20;

    private final Program program;
    private final Process process;
    private final BufferedReader banner;
    private final String url;

    private GatewayProcess(Program program) throws IOException {
        this.program = program;
        process =
                program.start("start", "--config", "sluice.yaml", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0");
        banner = process.inputReader();
        url = program.announced(banner, "callers");
    }

    /** Starts one in a folder and returns when its listeners answer. The configuration may name files beside it. */
    static GatewayProcess start(Path folder, String yaml) throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), yaml);
        return new GatewayProcess(new Program(folder));
    }

    /** What clients of other SDKs are given as their base URL. */
    String url() {
        return url;
    }

    /** What an OpenAI client is given as its base URL. */
    String baseUrl() {
        return url + "/v1";
    }

    /** Runs {@code sluice key create} beside it and returns the key. */
    String makeKey(String name, String... models) {
        return models.length == 0
                ? program.run("key", "create", "--name", name, "--config", "sluice.yaml")
                : program.run(
                        "key",
                        "create",
                        "--name",
                        name,
                        "--models",
                        String.join(",", models),
                        "--config",
                        "sluice.yaml");
    }

    /** Runs {@code sluice key revoke} beside it. */
    void revokeKey(String name) {
        program.run("key", "revoke", name, "--config", "sluice.yaml");
    }

    /** The records of {@code sluice calls --json}, newest first. */
    String calls() {
        return program.run("calls", "--json", "--config", "sluice.yaml");
    }

    /** Stops it as an operator would and throws where it did not end well or a buffer leaked. */
    @Override
    public void close() throws Exception {
        process.destroy();
        boolean ended = process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        banner.close();
        String logged = program.logged();
        try (Stream<Path> files = Files.walk(program.folder())) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
        if (!ended || logged.contains("LEAK:")) {
            throw new IllegalStateException((ended ? "a buffer leaked: " : "it did not stop: ") + logged);
        }
    }
}
