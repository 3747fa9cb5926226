package io.sluice.gateway.app;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.ConfigProblems;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.store.CallHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/** Runs a command that needs the data folder: through its owner, or, where nobody owns it, as its owner for a moment. */
final class DataCommand {
    /** Another command holds a folder for well under a second; a gateway that starts answers within this. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final String DEFAULT_FILE = "sluice.yaml";
    private static final String DEFAULT_FOLDER = "sluice-data";

    private DataCommand() {}

    /** Runs it and returns its status. Only {@code key create} makes a folder that is missing. */
    static int run(Command command, Arguments arguments, List<String> line, Surroundings surroundings) {
        DataFolder folder = folder(arguments, surroundings);
        if (command == Command.KEY_CREATE) {
            folder.make();
        } else {
            folder.mustExist();
        }
        RecordedCalls calls = most -> {
            return CallHistory.last(folder.calls(), most);
        };
        for (long left = PATIENCE.dividedBy(PAUSE); left > 0; left--) {
            OptionalInt status = ControlClient.ask(folder, line, surroundings.terminal());
            if (status.isPresent()) {
                return status.getAsInt();
            }
            if (command == Command.CALLS) {
                return new CallsCommand(calls, surroundings.terminal()).run(arguments); // reading takes no ownership
            }
            OwnedFolder owned = OwnedFolder.tryTake(folder, surroundings.clock(), new SecureRandom());
            if (owned != null) {
                try (owned) {
                    return new OwnerCommands(owned.keys(), calls, surroundings.clock())
                            .run(command, arguments, surroundings.terminal());
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos()); // another process has it; nothing tells when it lets go
        }
        throw CommandFailed.because("the data folder " + folder.path() + " is in use by " + FolderLock.holder(folder)
                + ", which does not answer on " + folder.socket());
    }

    /**
     * The folder a command line means: the one given, else the one of the configuration, of which nothing else is read.
     *
     * @throws CommandFailed with status 78 where the configuration does not say it rightly
     */
    static DataFolder folder(Arguments arguments, Surroundings surroundings) {
        String given = arguments.value("data");
        String file = arguments.value("config");
        if (given == null && file == null && Files.exists(surroundings.folder().resolve(DEFAULT_FILE))) {
            file = DEFAULT_FILE;
        }
        if (given != null || file == null) {
            return new DataFolder(surroundings
                    .folder()
                    .resolve(given == null ? DEFAULT_FOLDER : given)
                    .normalize());
        }
        return new DataFolder(configured(file, surroundings));
    }

    private static Path configured(String file, Surroundings surroundings) {
        var environment = Environment.of(surroundings.environment());
        try {
            return new SettingsReader(Catalog.bundled(), environment, surroundings.folder()).dataFolder(file);
        } catch (ConfigProblems wrong) {
            wrong.problems().forEach(problem -> surroundings.terminal().err(problem.toString()));
            throw CommandFailed.config("the data folder cannot be read from " + file + "; name it with --data");
        }
    }
}
