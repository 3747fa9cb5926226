package io.sluice.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time of processes, user and system, as {@code /proc} tells it in hundredths of a second.
 *
 * @param groups the processes of each name that is measured
 */
record Cpu(Map<String, List<Long>> groups) {
    /** The machine's own name: all processors together, whoever uses them. */
    static final String BUSY = "machine";

    static final String STOLEN = "stolen";

    private static final double TICKS = 100;

    /** Reads {@code name:PID+PID,name:PID}. */
    static Cpu of(String watched) {
        Map<String, List<Long>> groups = new LinkedHashMap<>();
        for (String group : watched.split(",", -1)) {
            int colon = group.indexOf(':');
            if (colon > 0) {
                List<Long> pids = new ArrayList<>();
                for (String pid : group.substring(colon + 1).split("\\+", -1)) {
                    pids.add(Long.parseLong(pid));
                }
                groups.put(group.substring(0, colon), pids);
            }
        }
        return new Cpu(groups);
    }

    /** Seconds used so far, by name, and of the machine as a whole. */
    Map<String, Double> seconds() {
        Map<String, Double> used = new LinkedHashMap<>();
        groups.forEach((name, pids) ->
                used.put(name, pids.stream().mapToLong(Cpu::ticks).sum() / TICKS));
        String[] machine = read(Path.of("/proc/stat")).split("\n", 2)[0].split(" +", -1);
        // user, nice, system, (idle, iowait), irq, softirq, steal: see proc(5).
        long busy = ticks(machine, 1) + ticks(machine, 2) + ticks(machine, 3) + ticks(machine, 6) + ticks(machine, 7);
        used.put(BUSY, busy / TICKS);
        used.put(STOLEN, ticks(machine, 8) / TICKS);
        return used;
    }

    private static long ticks(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        // The command's name may have blanks in it; what follows it has none.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return ticks(fields, 11) + ticks(fields, 12);
    }

    private static long ticks(String[] fields, int at) {
        return Long.parseLong(fields[at]);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException("cannot read " + file + ": is that process still there?", gone);
        }
    }
}
