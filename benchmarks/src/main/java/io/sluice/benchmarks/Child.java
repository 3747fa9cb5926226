package io.sluice.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of the run, pinned to a processor; ended with the run. */
final class Child implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private Child(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts it there; what it says on its error output goes to that file. */
    static Child start(int core, List<String> command, Map<String, String> environment, Path errors) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        pinned.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(pinned);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        try {
            return new Child(builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start " + pinned, failed);
        }
    }

    /** Starts a class of ours in a JVM of its own. */
    static Child java(int core, Class<?> main, Path errors) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-XX:+UseSerialGC",
                "-Xms256m",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                main.getName());
        return start(core, command, Map.of(), errors);
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElse("");
    }

    /** Sends a line. */
    synchronized void tell(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("the process has ended", gone);
        }
    }

    /** Waits for the next line of its output. */
    String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the process ended with " + process.waitFor() + " and said nothing");
            }
            return line;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Its process, and those it started. */
    List<Long> pids() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Memory in use, in MiB, of all its processes. */
    double residentMib() {
        return pids().stream().mapToDouble(Child::residentMib).sum();
    }

    private static double residentMib(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            String line =
                    lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElse("VmRSS: 0 kB");
            return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** How many descriptors it has open. */
    int descriptors() {
        String[] open = new File("/proc/" + process.pid() + "/fd").list();
        return open == null ? 0 : open.length;
    }

    /** Asks it to end, and waits; ends it where it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
