package io.sluice.gateway.app;

import io.sluice.gateway.auth.KeyRegister;
import io.sluice.gateway.drill.DrillDesk;
import io.sluice.gateway.route.Explain;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands that need what a data folder's owner has. They are the same whether the owner runs them for another
 * process or the command found no owner and became it.
 *
 * @param keys the folder's keys
 * @param calls its record
 * @param clock tells which of them are live
 * @param explain of the gateway that runs over the folder; null where none does
 * @param drills of the gateway that runs over the folder; null where none does
 */
record OwnerCommands(
        KeyRegister keys,
        RecordedCalls calls,
        InstantSource clock,
        @Nullable Explain explain,
        @Nullable DrillDesk drills) {

    /** Over a folder no gateway runs over. */
    OwnerCommands(KeyRegister keys, RecordedCalls calls, InstantSource clock) {
        this(keys, calls, clock, null, null);
    }

    /** Runs a command line that came from another process; what goes wrong is said there. */
    int run(List<String> line, Terminal terminal) {
        try {
            Command command = Command.beginning(line);
            if (command == null) {
                throw CommandFailed.usage("the gateway that owns this data folder does not know this command;"
                        + " is it of another version?");
            }
            return run(command, Arguments.of(command, line.subList(command.length(), line.size())), terminal);
        } catch (CommandFailed failed) {
            terminal.err("sluice: " + failed.text());
            return failed.status();
        }
    }

    /** Runs a command whose flags are read. */
    int run(Command command, Arguments arguments, Terminal terminal) {
        var key = new KeyCommand(keys, clock, terminal);
        return switch (command) {
            case KEY_CREATE -> key.create(arguments);
            case KEY_LIST -> key.list();
            case KEY_REVOKE -> key.revoke(arguments);
            case CALLS -> new CallsCommand(calls, terminal).run(arguments);
            case EXPLAIN -> new ExplainCommand(explain, terminal).run(arguments);
            case DRILL_START -> new DrillCommand(drills, terminal).start(arguments);
            case DRILL_STOP -> new DrillCommand(drills, terminal).stop(arguments);
            case DRILL_LIST -> new DrillCommand(drills, terminal).list();
            case DRILL_REPORT -> new DrillCommand(drills, terminal).report(arguments);
            case START, DEMO, CHECK, IMPORT, SIMULATE, CATALOG_REFRESH, VERSION ->
                throw CommandFailed.usage("\"" + command.words() + "\" is not for the owner of a data folder");
        };
    }
}
