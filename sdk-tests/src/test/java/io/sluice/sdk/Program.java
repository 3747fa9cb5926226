package io.sluice.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program under test, as a user runs it: the jar, in a JVM of its own. Nothing of it is on this class path, so the
 * SDKs' libraries never meet the gateway's.
 *
 * @param folder where it runs, and what it logs
 */
record Program(Path folder) {
    private static final long PATIENCE_SECONDS = 60;

    /** Starts a command. Standard error goes to a file of the folder, {@code err.txt}. */
    Process start(String... command) throws IOException {
        Path jar = Path.of(System.getProperty("sluice.jar", "../gateway/target/sluice.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "there is no " + jar.toAbsolutePath().normalize()
                            + " to test: run mvn -pl sdk-tests -am verify, which packages it first");
        }
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dio.netty.leakDetection.level=paranoid",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar.toAbsolutePath().toString()));
        line.addAll(List.of(command));
        return new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /** Runs a command to its end and returns what it printed; throws where it failed. */
    String run(String... command) {
        try {
            Process process = start(command);
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " failed: " + logged());
            }
            return printed.strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Reads the banner up to the line that begins with this word, and returns what stands behind it. */
    String announced(BufferedReader banner, String word) throws IOException {
        for (String line = banner.readLine(); line != null; line = banner.readLine()) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length > 1 && words[0].equals(word)) {
                return words[1];
            }
        }
        throw new IllegalStateException("it did not say where its " + word + " connect: " + logged());
    }

    /** What it wrote to standard error so far. */
    String logged() throws IOException {
        return Files.exists(log()) ? Files.readString(log()) : "";
    }

    private Path log() {
        return folder.resolve("err.txt");
    }
}
