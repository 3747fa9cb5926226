package io.sluice.gateway.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Runs command lines as a user would who stands in a folder. */
record Shell(Path folder) {

    Ran run(String... line) {
        var terminal = new Recorded();
        var surroundings = new Surroundings(terminal, Map.of(), folder, InstantSource.system());
        return new Ran(Main.run(List.of(line), surroundings), terminal.lines(), terminal.complaints());
    }

    /** The data folder commands use here when none is named. */
    DataFolder data() {
        return new DataFolder(folder.resolve("sluice-data"));
    }

    /** What a command left behind. */
    record Ran(int status, List<String> out, String err) {
        /** The one line on standard output. */
        String line() {
            if (out.size() != 1) {
                throw new AssertionError("one line expected, not " + out + " " + err);
            }
            return out.getFirst();
        }
    }
}
