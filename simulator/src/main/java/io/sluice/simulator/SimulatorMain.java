package io.sluice.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The command {@code simulate}: a simulated provider that runs a script file until it is stopped. */
public final class SimulatorMain {

    /** How it is called. */
    public static final String USAGE = "usage: simulate [--script FILE] [--listen HOST:PORT] [--threads N]";

    private static final int USAGE_ERROR = 64;
    private static final int UNAVAILABLE = 69;
    private static final int BAD_SCRIPT = 78;

    private SimulatorMain() {}

    /** Runs until the process is stopped. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /**
     * Runs until the thread is interrupted. Prints the address alone on a line of {@code out} once it listens.
     *
     * @return the exit status: 0; 64 for wrong arguments, 69 where it cannot listen, 78 for a script with mistakes
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) {
        return run(args, out, err, _ -> {});
    }

    static int run(List<String> args, PrintStream out, PrintStream err, Consumer<Simulator> started) {
        try {
            Arguments arguments = Arguments.read(args);
            ScriptFile script = arguments.script() == null
                    ? null
                    : ScriptFile.read(arguments.script(), arguments.options().nanos());
            try (Simulator simulator = Simulator.start(arguments.options())) {
                if (script != null) {
                    script.install(simulator);
                }
                out.println(simulator.url());
                out.flush();
                started.accept(simulator);
                new CountDownLatch(1).await();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ScriptFault wrong) {
            err.println(wrong.getMessage());
            err.println(USAGE);
            return USAGE_ERROR;
        } catch (ScriptProblems problems) {
            problems.problems().forEach(err::println);
            return BAD_SCRIPT;
        } catch (IOException unreadable) {
            err.println("cannot read the script or listen: " + unreadable);
            return UNAVAILABLE;
        }
        return 0;
    }

    private record Arguments(@Nullable Path script, SimulatorOptions options) {

        static Arguments read(List<String> args) {
            Path script = null;
            SimulatorOptions options = SimulatorOptions.defaults().keep(Keep.NOTHING);
            for (int at = 0; at < args.size(); at += 2) {
                String name = args.get(at);
                if (at + 1 == args.size()) {
                    throw new ScriptFault(name + " needs a value, or is not known");
                }
                String value = args.get(at + 1);
                switch (name) {
                    case "--script" -> script = Path.of(value);
                    case "--listen" -> options = listen(options, value);
                    case "--threads" -> options = options.threads(Math.max(1, number(value)));
                    default -> throw new ScriptFault(name + " is not known");
                }
            }
            return new Arguments(script, options);
        }

        private static SimulatorOptions listen(SimulatorOptions options, String address) {
            int colon = address.lastIndexOf(':');
            if (colon < 1) {
                throw new ScriptFault("--listen is HOST:PORT, not " + address);
            }
            return options.host(address.substring(0, colon)).port(number(address.substring(colon + 1)));
        }

        private static int number(String text) {
            if (!text.matches("\\d{1,5}")) {
                throw new ScriptFault("a number was expected, not " + text);
            }
            return Integer.parseInt(text);
        }
    }
}
