package io.sluice.gateway.app;

import java.io.PrintStream;

/** Where a command writes: the process's own streams, or those of another process that asked for the command. */
interface Terminal {

    /** One line of the result, on standard output. */
    void out(String line);

    /** One line about it, on standard error. */
    void err(String line);

    /** A terminal over two streams, flushed after every line. */
    static Terminal of(PrintStream out, PrintStream err) {
        return new Streams(out, err);
    }

    /** Two print streams; a reader that went away is not an error. */
    record Streams(PrintStream out, PrintStream err) implements Terminal {
        @Override
        public void out(String line) {
            out.println(line);
            out.flush();
        }

        @Override
        public void err(String line) {
            err.println(line);
            err.flush();
        }
    }
}
