package io.sluice.gateway.app;

import java.io.Serial;

/** Ends a command with a status and the sentence that says why; it is an answer to the user, not a fault of ours. */
final class CommandFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    private CommandFailed(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** What was asked for cannot be done; the message says what was seen and what to do. */
    static CommandFailed because(String message) {
        return new CommandFailed(Exit.FAILED, message);
    }

    /** The command line itself is wrong. */
    static CommandFailed usage(String message) {
        return new CommandFailed(Exit.USAGE, message);
    }

    /** A setting is wrong. */
    static CommandFailed config(String message) {
        return new CommandFailed(Exit.CONFIG, message);
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
