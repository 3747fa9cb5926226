package io.sluice.gateway.app;

import io.sluice.gateway.config.Spelling;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The program: finds the command a line names and runs it. Loads nothing the command does not need. */
public final class Main {
    private Main() {}

    /** Runs one command; the exit status is the command's. */
    public static void main(String[] line) {
        PrintStream err = stream(FileDescriptor.err);
        Logs.to(err);
        var terminal = Terminal.of(stream(FileDescriptor.out), err);
        var surroundings =
                new Surroundings(terminal, System.getenv(), Path.of("").toAbsolutePath(), InstantSource.system());
        System.exit(run(List.of(line), surroundings));
    }

    /** Runs one command line and returns its exit status, having said on standard error what went wrong. */
    static int run(List<String> line, Surroundings surroundings) {
        try {
            return dispatch(line, surroundings);
        } catch (CommandFailed failed) {
            surroundings.terminal().err("sluice: " + failed.text());
            return failed.status();
        }
    }

    private static int dispatch(List<String> line, Surroundings surroundings) {
        if (line.isEmpty() || isHelp(line.getFirst())) {
            surroundings.terminal().out(Help.overview());
            return Exit.OK;
        }
        if (line.equals(TrainCommand.LINE)) {
            return TrainCommand.run(surroundings);
        }
        Command command = Command.beginning(line);
        if (command == null) {
            throw unknown(line);
        }
        var arguments = Arguments.of(command, line.subList(command.length(), line.size()));
        if (arguments.help()) {
            surroundings.terminal().out(Help.of(command));
            return Exit.OK;
        }
        return run(command, arguments, line, surroundings);
    }

    /** One line per command. */
    private static int run(Command command, Arguments arguments, List<String> line, Surroundings surroundings) {
        return switch (command) {
            case VERSION -> VersionCommand.run(surroundings.terminal());
            case KEY_CREATE, KEY_LIST, KEY_REVOKE, CALLS, EXPLAIN, DRILL_START, DRILL_STOP, DRILL_LIST, DRILL_REPORT ->
                DataCommand.run(command, arguments, line, surroundings);
            case CATALOG_REFRESH -> CatalogCommand.refresh(arguments, surroundings);
            case CHECK -> CheckCommand.run(surroundings, arguments);
            case IMPORT -> ImportCommand.run(surroundings, arguments);
            case START -> new StartCommand(surroundings).run(arguments);
            case DEMO -> new DemoCommand(surroundings).run(arguments);
            case SIMULATE -> SimulateCommand.run(arguments);
        };
    }

    private static CommandFailed unknown(List<String> line) {
        String seen = String.join(
                " ",
                line.subList(
                        0,
                        Math.min(line.size(), List.of("key", "catalog", "drill").contains(line.getFirst()) ? 2 : 1)));
        List<String> all =
                List.of(Command.values()).stream().map(Command::words).toList();
        List<String> near = Spelling.nearest(seen, all, 1);
        return CommandFailed.usage("\"" + seen + "\" is not a command"
                + (near.isEmpty()
                        ? "; the commands are: " + String.join(", ", all)
                        : "; did you mean " + near.getFirst() + "?"));
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h") || word.equals("help");
    }

    /** UTF-8 whatever the locale says, as the record's JSON is. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
