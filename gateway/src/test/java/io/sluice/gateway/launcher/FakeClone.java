package io.sluice.gateway.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A clone with the real launcher in it, sources of one file, and a JDK and a Maven that only tell what was asked. */
final class FakeClone {

    private final Path folder;
    private final Path root;

    FakeClone(Path folder) throws IOException {
        this.folder = folder;
        this.root = Files.createDirectories(folder.resolve("a clone"));
        Files.copy(Path.of("..", "sluice"), root.resolve("sluice"));
        executable(root.resolve("sluice"));
        for (String module : List.of("dialects", "simulator", "gateway")) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(root.resolve("pom.xml"), "");
        Files.writeString(source(), "");
        jdk("jdk", "25.0.3");
        mavenThat("echo built >>" + quoted(builds()) + "; mkdir -p " + quoted(launch()) + "; echo jar >"
                + quoted(launch().resolve("sluice.jar")));
    }

    /** What a run of the launcher ended with. */
    record Ran(long pid, int status, String out, String err) {}

    Path source() {
        return root.resolve("gateway/src/main/java/Main.java");
    }

    Path sluice() {
        return root.resolve("sluice");
    }

    /** Gets a line for each run of Maven. */
    Path builds() {
        return folder.resolve("builds");
    }

    private Path launch() {
        return root.resolve("gateway/target/launch");
    }

    long buildsSoFar() throws IOException {
        return Files.exists(builds()) ? Files.readAllLines(builds()).size() : 0;
    }

    /** A JDK of that version, whose {@code java} tells its process id and arguments and ends with 7. */
    Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "echo pid $$; for word in \"$@\"; do echo \"[$word]\"; done; exit 7");
        script(home.resolve("bin/javac"), "exit 1");
        return home;
    }

    void mavenThat(String does) throws IOException {
        script(folder.resolve("tools/mvn"), does);
    }

    /** Makes {@code file} newer than all that is built. */
    static void change(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    /** Starts {@code command} with the fake JDK and Maven, and what {@code more} adds to the environment. */
    Process start(Path command, Map<String, String> more, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().merge("PATH", folder.resolve("tools").toString(), (path, tools) -> tools + ":" + path);
        builder.environment().putAll(more);
        return builder.start();
    }

    Ran run(Path command, Map<String, String> more, String... arguments) throws Exception {
        return await(start(command, more, arguments));
    }

    Ran run(String... arguments) throws Exception {
        return run(sluice(), Map.of(), arguments);
    }

    static Ran await(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end: " + err);
        }
        return new Ran(process.pid(), process.exitValue(), out, err);
    }

    private static void script(Path file, String does) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + does + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String quoted(Path path) {
        return "'" + path + "'";
    }
}
