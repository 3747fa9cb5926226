package io.sluice.gateway.app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code sluice start} in a process of its own, in a folder, on free ports, with nothing in its environment. */
final class Started implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CURL =
            Pattern.compile("curl (\\S+)(?: -H \"Authorization: Bearer (\\S+)\")?(?: -H \"[^\"]*\")?(?: -d '(.*)')?");

    private final Process process;
    private final Path complaints;
    private final List<String> lines = new ArrayList<>();

    private Started(Process process, Path complaints) {
        this.process = process;
        this.complaints = complaints;
    }

    /** Starts and reads what it prints, up to the line that begins with {@code last}. */
    static Started in(Path folder, String last, String... more) throws IOException {
        return with(List.of("--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"), folder, last, more);
    }

    /** The same, with nothing said of where the admin plane is. */
    static Started withoutAdmin(Path folder, String last, String... more) throws IOException {
        return with(List.of("--listen", "127.0.0.1:0"), folder, last, more);
    }

    private static Started with(List<String> flags, Path folder, String last, String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                Main.class.getName(),
                "start"));
        line.addAll(flags);
        line.addAll(List.of(more));
        Path complaints = Files.createTempFile(folder, "stderr", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectError(complaints.toFile());
        builder.environment().clear();
        Started started = new Started(builder.start(), complaints);
        try {
            started.read(last);
            return started;
        } catch (IOException | AssertionError failed) {
            started.close();
            throw failed;
        }
    }

    /** Ours, from any folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read(String last) throws IOException {
        BufferedReader out = process.inputReader();
        String line;
        while ((line = out.readLine()) != null) {
            lines.add(line);
            if (line.startsWith(last)) {
                return;
            }
        }
        throw new AssertionError("no \"" + last + "\" in " + lines + " " + complaints());
    }

    /** What it printed. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** What it said on standard error so far. */
    String complaints() throws IOException {
        return Files.readString(complaints);
    }

    /** Where callers connect, as it printed it. */
    URI url() {
        return URI.create(lines.getFirst().split("\\s+")[1]);
    }

    /** Does what the printed curl line says. */
    HttpResponse<String> paste() throws Exception {
        Matcher curl = CURL.matcher(lines.getLast());
        if (!curl.matches()) {
            throw new AssertionError("not a curl line: " + lines.getLast());
        }
        return send(URI.create(curl.group(1)), String.valueOf(curl.group(2)), curl.group(3));
    }

    /** Gets, or posts where there is a body, with a key. */
    static HttpResponse<String> send(URI to, String key, @Nullable String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    (body == null ? request.GET() : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Sends it a signal. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Its exit status, once it has one. */
    int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running");
        }
        return process.exitValue();
    }

    /** Waits until something holds. */
    static void await(String what, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
