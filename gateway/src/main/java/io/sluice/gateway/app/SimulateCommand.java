package io.sluice.gateway.app;

import io.sluice.simulator.SimulatorMain;
import java.util.ArrayList;
import java.util.List;

/** {@code sluice simulate}: the simulator's own command, with the exit statuses of ours. */
final class SimulateCommand {
    private static final List<String> FLAGS = List.of("script", "listen", "threads");

    private SimulateCommand() {}

    /** Runs until the process is stopped; its address is the one line on standard output. */
    static int run(Arguments arguments) {
        List<String> line = new ArrayList<>();
        for (String flag : FLAGS) {
            String value = arguments.value(flag);
            if (value != null) {
                line.add("--" + flag);
                line.add(value);
            }
        }
        return switch (SimulatorMain.run(line, System.out, System.err)) {
            case Exit.OK -> Exit.OK;
            case Exit.USAGE -> Exit.USAGE;
            case Exit.CONFIG -> Exit.CONFIG;
            default -> Exit.FAILED;
        };
    }
}
