package io.sluice.sdk;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of {@code agents/}, copied beside their modules, which npm installs at the versions named there. */
final class NodeProject {
    private static final Path SOURCE = Path.of("agents");
    private static final Path FOLDER = Path.of("target", "agents").toAbsolutePath();

    /**
     * What a program did.
     *
     * @param exit its exit code
     * @param out what it printed
     * @param err what it complained of
     */
    record Ran(int exit, String out, String err) {}

    /** Installs what is not there yet. */
    static NodeProject installed() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path packages = FOLDER.resolve("package.json");
        boolean fresh = Files.exists(packages)
                && Files.mismatch(packages, SOURCE.resolve("package.json")) < 0
                && Files.exists(FOLDER.resolve("installed"));
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        NodeProject project = new NodeProject();
        if (!fresh) {
            List<String> install = List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
            Ran npm = project.run(install, Map.of(), 600);
            if (npm.exit != 0) {
                throw new IllegalStateException("npm install failed: " + npm);
            }
            Files.createFile(FOLDER.resolve("installed"));
        }
        return project;
    }

    /** A command of an installed module. */
    static String command(String name) {
        return FOLDER.resolve("node_modules").resolve(".bin").resolve(name).toString();
    }

    /** Runs a command in the project's folder, or in one made for it. */
    Ran run(List<String> command, Map<String, String> environment, int seconds)
            throws IOException, InterruptedException {
        return run(FOLDER, command, environment, seconds);
    }

    /** Runs a command there, with nothing on its standard input. */
    Ran run(Path folder, List<String> command, Map<String, String> environment, int seconds)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("agent", ".out");
        Path err = Files.createTempFile("agent", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return new Ran(ended ? process.exitValue() : -1, text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
