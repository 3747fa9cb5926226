package io.sluice.gateway.app;

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
        for (long left = PATIENCE.dividedBy(PAUSE); left > 0; left--) {
            OptionalInt status = ControlClient.ask(folder, line, surroundings.terminal());
            if (status.isPresent()) {
                return status.getAsInt();
            }
            OwnedFolder owned = OwnedFolder.tryTake(folder, surroundings.clock(), new SecureRandom());
            if (owned != null) {
                try (owned) {
                    return new OwnerCommands(owned.keys(), most -> List.of(), surroundings.clock())
                            .run(command, arguments, surroundings.terminal());
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos()); // another process has it; nothing tells when it lets go
        }
        throw CommandFailed.because("the data folder " + folder.path() + " is in use by " + FolderLock.holder(folder)
                + ", which does not answer on " + folder.socket());
    }

    /** The folder a command line means. */
    static DataFolder folder(Arguments arguments, Surroundings surroundings) {
        String given = arguments.value("data");
        return new DataFolder(surroundings
                .folder()
                .resolve(given == null ? DEFAULT_FOLDER : given)
                .normalize());
    }
}
