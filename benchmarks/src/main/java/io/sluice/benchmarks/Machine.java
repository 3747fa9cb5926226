package io.sluice.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run ran on, as the head of its results. */
final class Machine {
    private Machine() {}

    /** Lines of a list. */
    static String facts(String command, Cores cores) {
        return "- machine: " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + memoryGib() + " GiB, Linux " + System.getProperty("os.version") + "\n"
                + "- pinned: what is measured to processor " + cores.measured() + ", mock to " + cores.mock()
                + ", load to " + cores.load() + "\n"
                + "- Java " + System.getProperty("java.vendor.version") + " " + Runtime.version() + "; "
                + said(List.of("nginx", "-v")) + "\n"
                + "- commit: " + commit() + "\n"
                + "- command: `" + command + "`\n";
    }

    /** How busy the machine is, by the kernel's averages over 1, 5 and 15 minutes. */
    static String load() {
        return read("/proc/loadavg").replaceAll(" [^ ]+/.*", "").strip();
    }

    private static String commit() {
        String changed = said(List.of("git", "status", "--porcelain", "--untracked-files=no"));
        return said(List.of("git", "rev-parse", "--short=12", "HEAD")) + (changed.isEmpty() ? "" : ", with changes");
    }

    private static String processor() {
        return read("/proc/cpuinfo")
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
    }

    private static long memoryGib() {
        String total = read("/proc/meminfo").lines().findFirst().orElse("0").replaceAll("[^0-9]", "");
        return Math.round(Long.parseLong(total) / 1024.0 / 1024.0);
    }

    /** What a command prints, on either output; empty where it is not there. */
    static String said(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException absent) {
            return "";
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
